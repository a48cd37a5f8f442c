"""Anything at all, sent to every address of the site.

Tools such as schemathesis fuzz from an OpenAPI document, and there is none to read yet: the site speaks pages and
forms. The addresses come from the URL table and the fields from the forms of the pages themselves, so what is added is
fuzzed without being named here. VARVE_FUZZ_EXAMPLES gives more examples to each address than the few of the suite.
"""
