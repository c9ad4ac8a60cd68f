"""The rules of the roster, pure: what is decided about whom, and the sentence that says so."""
