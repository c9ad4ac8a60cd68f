"""Sealing what people write: five kinds of text lie in the database as boxes that only keys kept elsewhere can open.

Each person has one key for each kind of text. It seals the boxes, lies in a keystore apart from the database, and is
itself wrapped by the house's key, which stands in a file outside both. See docs/security/keys.md.
"""
