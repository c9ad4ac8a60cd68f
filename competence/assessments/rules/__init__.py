"""The rules of the mirror, pure: what is asked, what two views say beside each other, and when they are opened."""
