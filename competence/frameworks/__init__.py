"""The competence catalogue (kompetencekatalog): frameworks in versions, scales, level texts, and what role profiles ask for."""
