"""The rules of the catalogue: what an edition is, when it may be published, and how two of them differ."""
