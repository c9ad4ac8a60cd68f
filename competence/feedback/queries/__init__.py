"""Reading the forms, what was asked and given, and whom one can ask."""
