"""The parts of privacy that have pages of their own, in the order in which they are assembled."""

from competence.privacy.datamap import views as record
from competence.privacy.erasure import views as erasures
from competence.privacy.informing import views as informing
from competence.privacy.mine import views as mine
from competence.privacy.restricting import views as restrictions
from competence.privacy.retention import views as retention
from competence.privacy.trail import views as trail

FEATURES = (informing, mine, restrictions, record, retention, erasures, trail)
