"""Kompetencespejl: the competence mirror and career platform of a public library.

Start reading in app.py, which assembles the features; then access/policy.py, which says who may do what;
then assessments/, which is what the product is for.
"""
