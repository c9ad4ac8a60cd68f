"""Another e-mail address to sign in with: proposed by one, in force when its owner or a second hand has said yes."""
