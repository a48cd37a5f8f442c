"""What can be computed: pure Python, no Django, runs on a bare node of a cluster."""
