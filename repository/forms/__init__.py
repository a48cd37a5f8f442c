"""The deposit's forms: a record document shown as controls, and posted fields read back into it. No database here.

A form keeps what it does not know: what no control can show comes back untouched, and what is typed stays as typed.
"""
