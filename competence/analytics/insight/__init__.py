"""Ledelsesinformation: what the released figures say, one question at a time, as pages, pictures, tables and papers."""
