"""The parts of privacy that have pages of their own, in the order in which they are assembled."""

from competence.privacy.datamap import views as record
from competence.privacy.trail import views as trail

FEATURES = (record, trail)
