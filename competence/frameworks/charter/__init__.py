"""The leadership charter (ledelsesgrundlag): what one can expect of a leader here, in versions, edited by HR.

Each principle points at leader competences and at the questions people are asked about their leader.
"""
