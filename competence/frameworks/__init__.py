"""The competence catalogue (kompetencekatalog): frameworks in versions, scales, and what role profiles ask for."""
