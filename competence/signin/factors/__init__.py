"""The second factor: code apps, passkeys and recovery codes, who must have one, and how a lost one is reset by two."""
