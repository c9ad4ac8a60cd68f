"""Reading files in: parse safely, plan (what would change), apply all or nothing."""
