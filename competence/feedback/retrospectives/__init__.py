"""The team's own look back (opsamling) after an event or a project: what to keep, adjust and try, and who does what."""
