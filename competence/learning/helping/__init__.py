"""Help for a project or a community: facilitation, leading a process, a contact; answered by who said they would."""
