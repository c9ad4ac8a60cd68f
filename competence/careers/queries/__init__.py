"""Every look-up of the career model, by what it is about."""
