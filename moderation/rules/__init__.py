"""The rules of scope: which discipline a dataset belongs to, who else is asked, and who decides. Pure."""
