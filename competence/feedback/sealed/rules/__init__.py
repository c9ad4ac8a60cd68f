"""The rules of the store, pure: what a sheet holds, when a round may do what, and how answers lose their names."""
