"""Everything one may be allowed to do; the value is what the page of a possible breach calls it."""

from competence.access.permissions.base import Permission as Permission
from competence.access.permissions.learning import MayFund as MayFund
from competence.access.permissions.learning import MayHelp as MayHelp
from competence.access.permissions.learning import MayHelpRequest as MayHelpRequest
from competence.access.permissions.learning import MayOffer as MayOffer
from competence.access.permissions.learning import MayOpening as MayOpening
from competence.access.permissions.learning import MayPair as MayPair
from competence.access.permissions.learning import MaySeats as MaySeats
from competence.access.permissions.learning import MayShares as MayShares
from competence.access.permissions.learning import MaySignup as MaySignup
from competence.access.permissions.protection import MayCorrection as MayCorrection
from competence.access.permissions.protection import MayMine as MayMine
from competence.access.permissions.protection import MayPrivacy as MayPrivacy
from competence.access.permissions.protection import MayRestriction as MayRestriction
from competence.access.permissions.trust import MayGlass as MayGlass
from competence.access.permissions.trust import MayOperation as MayOperation
from competence.access.permissions.trust import MayReview as MayReview
from competence.access.permissions.trust import MayTrail as MayTrail


class MayHouse(Permission):
    """Pages that belong to everybody in the house."""

    ENTER = "Være logget ind"


class MayPeople(Permission):
    """People, units and relations."""

    LIST = "Se listen over medarbejdere og enheder"
    EDIT = "Rette medarbejdere, ansættelser og enheder"
    APPOINT = "Udpege og ændre ledere og stedfortrædere"
    READDRESS = "Give en medarbejder en anden e-mailadresse"
    IMPORT = "Indlæse medarbejdere, enheder og læringstilbud fra fil"
    GRANT = "Give og fratage roller"
    OWN_DEPUTIES = "Se, hvem der er stedfortræder for en selv"
    APPOINT_DEPUTY = "Udpege sin egen stedfortræder"


class MayLeave(Permission):
    """When somebody is away for long; the thing is the Person."""

    READ = "Se, hvornår en person har orlov"
    EDIT = "Skrive en persons orlov ind"


class MayAccounts(Permission):
    """People's way in."""

    READ = "Se, hvem der kan logge ind"
    MANAGE = "Invitere til at logge ind, lukke og genåbne adgang"


class MayWayIn(Permission):
    """How one proves who one is."""

    CHANGE = "Skifte sin egen adgangskode og totrinsbekræftelse"
    RESET = "Nulstille en andens totrinsbekræftelse, sammen med en anden"


class MayFramework(Permission):
    """The competence catalogue and what roles ask for."""

    READ = "Læse kompetencekataloget og rolleprofilerne"
    EDIT = "Rette en kladde af kataloget og udgive den"


class MayCycle(Permission):
    """Rounds of the mirror."""

    MANAGE = "Åbne, følge og lukke runder"


class MayRoster(Permission):
    """What was changed for somebody in a round; the thing is a RosterNote."""

    READ = "Se, hvad der er ændret for en person i en runde"


class MayMirror(Permission):
    """A person's kompetencespejl; the thing is a Mirror."""

    START = "Begynde sit eget spejl"
    READ = "Åbne et kompetencespejl"
    SHARE = "Dele eller trække sit eget blik tilbage"
    CONSENT = "Sige ja til at åbne spejlet, selv om den ene side mangler"
    CLOSE_TALK = "Skrive, at samtalen er holdt"


class MayView(Permission):
    """One side's answers; the thing is a View."""

    ANSWER = "Svare i et spejl"
    READ = "Læse den ene sides svar"


class MayPlan(Permission):
    """A person's development plan; the thing is a Plan."""

    OWN = "Se sin egen udviklingsplan"
    BEGIN = "Begynde en udviklingsplan"
    READ = "Åbne en udviklingsplan"
    READ_AGREEMENT = "Læse den aftale, begge har skrevet under på, som papir"
    EDIT = "Skrive i en udviklingsplan, der ikke er underskrevet af begge"
    APPROVE = "Skrive under på en udviklingsplan eller sende den tilbage"
    TAKE_SEAT = "Overtage en ufærdig udviklingsplan som ny leder"
    COMMENT = "Skrive en kommentar til sin egen aftale"
    FILE = "Lægge en underskrevet aftale på personalesagen"
    FOLLOW = "Skrive status på det aftalte og svare på opfølgning"
    TEAM = "Se, hvad ens medarbejdere venter på"


class MayTeam(Permission):
    """What a leader sees of the people they lead."""

    READ = "Se sit teams fremdrift og delte spejle"
    BEGIN = "Begynde lederens blik på en, man leder"


class MayGuide(Permission):
    """What conversations ask, in each kind's guide."""

    READ = "Læse de spørgsmål, samtalerne holdes efter"
    EDIT = "Rette en kladde af en samtaleguide og udgive den"


class MayConversation(Permission):
    """Conversations of a person and their leader; the thing is a Conversation, for INVITE the Person."""

    LIST = "Se sine egne samtaler og dem, man holder"
    ASK = "Bede sin leder om en samtale"
    INVITE = "Invitere en, man leder, til en samtale"
    READ = "Se, hvordan en samtale står, og hvad der er aftalt"
    TAKE_PART = "Deltage: finde en tid, skrive i samtalen og læse det, de to har skrevet"
    TAKE_OVER = "Overtage en samtale fra en tidligere leder"
    YEAR = "Se årets samtaler med dem, man leder"


class MayCareers(Permission):
    """The career model, and one's own way in it."""

    READ = "Læse karrieremodellen"
    CHOOSE = "Sige, hvor man selv står, hvad der interesserer en, og hvad man gerne fortæller om"
    EDIT = "Rette en kladde af karrieremodellen, udgive den og vælge, hvad alle kan læse"


class MayChoice(Permission):
    """What somebody says of a step; the thing is a CareerChoice."""

    READ = "Se, hvilket trin en interesserer sig for"
    SHARE = "Dele sin egen interesse med sin leder, trække den tilbage eller slette den"


class MayCase(Permission):
    """A dialogue about a step; the thing is a StepCase."""

    READ = "Læse en dialog om et trin"
    KEEP = "Skrive sin egen sag, bede om trinnet, trække det tilbage eller give det videre til en ny leder"
    ANSWER = "Sige lederens blik, spørge fagligt forum og svare"
    ASSESS = "Sige sit i fagligt forum"


class MayEvidence(Permission):
    """Somebody's own examples; the thing is an Evidence."""

    KEEP = "Læse, rette og slette sine egne eksempler"


class MayTeamTalk(Permission):
    """A team's talk (GRUS); the thing is a Conversation."""

    CALL = "Indkalde sit team til en fælles samtale"
    TAKE_PART = "Være med i teamets samtale og skrive på den fælles side"
    HOST = "Holde teamets samtale: begynde, slutte og aflyse den"
    ASK_ALONE = "Bede om sin egen MUS, uden at nogen i teamet ser det"


class MayNote(Permission):
    """What the two write during a talk; the thing is a Note."""

    READ = "Læse en note fra en samtale"


class MayUpward(Permission):
    """Rounds of anonymous feedback to leaders."""

    MANAGE = "Lave, åbne og følge runder med anonym feedback til ledere"


class MaySheet(Permission):
    """A sheet of anonymous questions; the thing is a SealedSheet."""

    ANSWER = "Svare anonymt på et ark, man selv er spurgt på"


class MayTopic(Permission):
    """What is asked and answered about a leader; the thing is a Topic."""

    READ = "Læse det samlede svar om en leder, når runden er lukket"
    ANSWER_SELF = "Svare selv på de samme spørgsmål og bede om en teamsamtale"


class MayCharter(Permission):
    """The leadership charter (ledelsesgrundlag)."""

    READ = "Læse ledelsesgrundlaget"
    EDIT = "Rette en kladde af ledelsesgrundlaget og udgive den"


class MayAnalytics(Permission):
    """Numbers about groups."""

    SEE = "Se de tal, der er udgivet om hele organisationen, sin egen enhed og den gren, man leder"
    READ_RELEASE = "Se en rundes udgivne tal; hvem de er for, aftales, før runden åbner"
    SEE_ALL = "Se de tal, der er udgivet om alle enheder"
    AIM = "Sætte mål for kompetencer og skrive, hvor mange der ventes at gå på pension"
    READ, READ_REPORT = "Se, hvor langt samtalerne er i hele organisationen", "Læse MED-rapporten for en runde"
    READ_RULES = "Se, hvilke regler tal om grupper holdes til, og hvem der aftalte dem"
    PROPOSE, CONFIRM = "Foreslå strengere regler for tal", "Bekræfte strengere regler for tal på MED's vegne"
    REPORT = "Lave MED-rapporten for en runde, én gang"
    STEPS = "Se i ord, hvor stor en del af huset der står på et trin, ønsker det eller kan træde til"


class MayFeedback(Permission):
    """Feedback among colleagues, with a name on it; the thing is a Feedback."""

    TAKE_PART = "Bede om feedback og give den"
    READ = "Læse feedback"
    OWN = "Læse, takke for, gemme, dele, slette og melde feedback, man har fået"
    WRITE = "Svare på et ønske om feedback, og trække sit svar tilbage, til det er læst"
    APPROVE_SOMEBODY = "Se, hvem ens medarbejdere gerne vil spørge i en runde"
    APPROVE = "Sige ja eller nej til, hvem en medarbejder spørger"
    HANDLE_REPORTS = "Læse og tage hånd om feedback, der er meldt til HR"


class MayFeedbackRound(Permission):
    """Feedback rounds; the thing is a FeedbackRound."""

    OPEN = "Åbne en feedbackrunde"
    READ = "Se en feedbackrunde"
    FOLLOW = "Se, hvor mange der tog del i en feedbackrunde, og lukke den"
    FOLLOW_ALL = "Følge alle feedbackrunder"


class MayRetrospective(Permission):
    """A look back of those who took part in something; the thing is a Retrospective."""

    BEGIN = "Åbne en fælles opsamling"
    TAKE_PART = "Læse og skrive i en fælles opsamling"


class MayFeedbackRequest(Permission):
    """What somebody asks of colleagues; the thing is a FeedbackRequest."""

    KEEP = "Se, hvem man har spurgt, og trække sit ønske tilbage"
