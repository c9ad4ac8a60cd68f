"""Den Kommunale Kompetencefond: what it asks of an education in a plan. The two apply; we help to be ready."""
