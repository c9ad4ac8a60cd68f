"""The parts of people that have pages of their own beside the list, in the order in which they are assembled."""

from competence.people.breaches import views as breaches
from competence.people.glass import views as glass
from competence.people.reviews import views as reviews

FEATURES = (glass, breaches, reviews)
