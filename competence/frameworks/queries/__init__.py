"""Every look-up of the catalogue, by what it is about; others ask for it here."""

from competence.frameworks.queries.contents import area as area
from competence.frameworks.queries.contents import catalogue as catalogue
from competence.frameworks.queries.contents import competence as competence
from competence.frameworks.queries.contents import last_position as last_position
from competence.frameworks.queries.editions import edition_of as edition_of
from competence.frameworks.queries.editions import words as words
from competence.frameworks.queries.roles import RequirementRow as RequirementRow
from competence.frameworks.queries.roles import asked_by as asked_by
from competence.frameworks.queries.roles import asked_counts as asked_counts
from competence.frameworks.queries.roles import asked_of as asked_of
from competence.frameworks.queries.roles import profile as profile
from competence.frameworks.queries.roles import profiles as profiles
from competence.frameworks.queries.roles import profiles_by_code as profiles_by_code
from competence.frameworks.queries.roles import requirement as requirement
from competence.frameworks.queries.roles import requirements_for as requirements_for
from competence.frameworks.queries.versions import current_version as current_version
from competence.frameworks.queries.versions import draft_for_change as draft_for_change
from competence.frameworks.queries.versions import draft_of as draft_of
from competence.frameworks.queries.versions import framework as framework
from competence.frameworks.queries.versions import latest as latest
from competence.frameworks.queries.versions import latest_published as latest_published
from competence.frameworks.queries.versions import may_be_seen as may_be_seen
from competence.frameworks.queries.versions import newest_published_number as newest_published_number
from competence.frameworks.queries.versions import version_for as version_for
from competence.frameworks.queries.versions import versions_for as versions_for
from competence.frameworks.queries.versions import visible_to as visible_to
