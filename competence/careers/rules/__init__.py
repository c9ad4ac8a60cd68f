"""The rules of the career model, pure: what an edition is, how far a step is, how two differ, where one can go."""
