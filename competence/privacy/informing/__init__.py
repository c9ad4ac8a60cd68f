"""The duty to inform: who sees what, shown at the first sign-in, and again when the text has changed."""
