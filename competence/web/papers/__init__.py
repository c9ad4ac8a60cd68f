"""Papers: what leaves the product as a tagged PDF worth keeping (PDF/UA-1, PDF/A-2a). Read press.py first."""
