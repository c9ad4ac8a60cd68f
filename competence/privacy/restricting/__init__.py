"""Restriction of use (GDPR, article 18): what is held about somebody is kept, and read by nobody but them."""
