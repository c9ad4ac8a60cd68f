"""Assembles the product: settings, ground, features in their order, and the slots lower features leave open."""

from typing import Any

from flask import Flask
from flask_alembic import Alembic
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from whitenoise import WhiteNoise

from competence import commands
from competence.access import guard
from competence.admin.demo.actions import ABOVE as IN_THE_DEMO
from competence.admin.imports import offer_views
from competence.analytics import actions as analytics_actions
from competence.analytics import views as analytics
from competence.analytics.distances import published_distances
from competence.analytics.exposure import exposures
from competence.analytics.fairshare import views as fairshare
from competence.analytics.fairshare.actions import publish_the_last_half
from competence.analytics.insight import views as insight
from competence.analytics.insight.demo import write_beside_the_figures
from competence.analytics.keys import views as keys
from competence.analytics.reports import views as reports
from competence.analytics.steps import actions as step_figures
from competence.analytics.steps import views as steps
from competence.assessments import views as assessments
from competence.careers import views as careers
from competence.careers.queries.called import steps_called
from competence.config import ROOT, settings
from competence.conversations import views as conversations
from competence.conversations.actions.rounds import arrange
from competence.conversations.guides import views as guides
from competence.conversations.preparing import views as preparing
from competence.conversations.queries.called import conversations_called
from competence.conversations.queries.held import talks_held
from competence.conversations.queries.plans import talk_of_plan
from competence.conversations.queries.rounds import talks_of_round
from competence.conversations.rating import views as rating
from competence.conversations.teams import views as teams
from competence.cycles import views as cycles
from competence.cycles.actions import ON_CLOSE
from competence.cycles.queries import PROGRESS
from competence.cycles.roster.actions import ARRANGE
from competence.cycles.roster.queries import TALKS
from competence.db import Model, db, engine_for
from competence.feedback import views as feedback
from competence.feedback.actions.restoring import end_links
from competence.feedback.queries.called import feedback_called
from competence.feedback.retrospectives import views as retrospectives
from competence.feedback.rounds import views as feedback_rounds
from competence.feedback.sealed.actions.writing import lose_everything
from competence.feedback.upward import views as upward
from competence.frameworks import views as frameworks
from competence.frameworks.charter import views as charter
from competence.frameworks.queries.called import competences_called
from competence.frameworks.rules.learning import SUGGESTIONS
from competence.home import queries as home_queries
from competence.home import views as home
from competence.learning.asking.queries.called import languages_called
from competence.learning.features import FEATURES as LEARNING
from competence.learning.seats.rules.worth import WEIGHTS
from competence.learning.suggesting.queries import suggested_to
from competence.notifications import views as notifications
from competence.notifications.queries import messages_called
from competence.notifications.rules import DAILY, DUES
from competence.operation import views as operation
from competence.operation.backups.finishing import AFTER_RESTORE
from competence.operation.backups.rights import RIGHTS
from competence.operation.backups.watching import backups, trail
from competence.people import views as people
from competence.people.alarms import alarms
from competence.people.features import FEATURES as PEOPLE
from competence.people.keepers import (
    leader_id_of,
    tell_hr_of_restriction,
    tell_of_correction,
    tell_person_of_lifting,
)
from competence.people.leaving import is_here, left_by
from competence.people.rights import rights_by_name
from competence.plans import views as plans
from competence.plans.queries.papers import TALK
from competence.privacy import audit
from competence.privacy import views as privacy
from competence.privacy.correcting.actions import LEADER, TELL
from competence.privacy.erasure.actions import ON_ERASE
from competence.privacy.erasure.queries import kept_back
from competence.privacy.erasure.requesting import IS_HERE
from competence.privacy.erasure.restoring import erase_again
from competence.privacy.features import FEATURES as PRIVACY
from competence.privacy.keystore import unlocking
from competence.privacy.mine.words import CALLED
from competence.privacy.restricting.actions import TELL_HR, TELL_PERSON
from competence.privacy.retention.planning import LEFT
from competence.privacy.retention.planning import TALKS as TALKS_HELD
from competence.privacy.trail.heads import keep_heads
from competence.signin import detours, idempotency, sessions
from competence.signin.actions.restoring import end_everything
from competence.signin.features import FEATURES as SIGNIN
from competence.signin.watching import signins
from competence.web import errors, form_messages, language, log, security
from competence.web import views as web
from competence.web.health import CHECKS

csrf = CSRFProtect()


def create_app(**overrides: Any) -> Flask:
    """Return the product, configured from the environment and from overrides (names of config.DEFAULTS)."""
    config = settings(overrides)
    log.listen()
    app = Flask(
        "competence",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        static_url_path=f"/static/{web.fingerprint(ROOT / 'static')}",
        instance_path=str(ROOT / "instance"),
    )
    app.config.from_mapping(config)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    db.init_app(app)
    Alembic(app, metadatas=Model.metadata, engines=engine_for(config["DATABASE_URL"], for_migrations=True))
    for ground in (log, language, form_messages, security, errors, sessions, detours, guard, audit, unlocking):
        ground.init_app(app)
    csrf.init_app(app)
    for more in (idempotency, web, operation):
        more.init_app(app)
    for feature in (
        privacy, *PRIVACY, notifications, people, *PEOPLE, frameworks, charter, feedback, feedback_rounds,
        retrospectives, upward, plans, cycles, assessments, careers, guides, conversations, preparing, rating,
        teams, *LEARNING, *SIGNIN, offer_views, home, analytics, insight, reports, steps, fairshare, keys,
    ):  # fmt: skip
        app.register_blueprint(feature.bp)
    commands.init_app(app)
    ON_CLOSE.fill(analytics_actions.publish)
    ON_CLOSE.fill(step_figures.publish)
    IN_THE_DEMO.fill(write_beside_the_figures)
    IN_THE_DEMO.fill(publish_the_last_half)
    _tell_privacy_of_people()
    _fill_what_backups_ask()
    PROGRESS.fill(home_queries.progress_of_round)
    TALKS.fill(talks_of_round)
    ARRANGE.fill(arrange)
    TALK.fill(talk_of_plan)
    SUGGESTIONS.fill(suggested_to)
    WEIGHTS.fill(published_distances)
    security.stand_behind_proxies(app)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(ROOT / "static"),
        prefix=app.static_url_path,
        max_age=31536000,
        allow_all_origins=False,
        add_headers_function=security.for_static_files(secure=app.config["SECURE_COOKIES"]),
    )
    return app


def _tell_privacy_of_people() -> None:
    """Give retention, erasure and corrections facts from above: who left, who leads, which talks were held."""
    LEFT.fill(left_by)
    IS_HERE.fill(is_here)
    DAILY.fill(keep_heads)
    ON_ERASE.fill(unlocking.forget_people)
    LEADER.fill(leader_id_of)
    TELL.fill(tell_of_correction)
    TELL_HR.fill(tell_hr_of_restriction)
    TELL_PERSON.fill(tell_person_of_lifting)
    for words in (competences_called, steps_called, feedback_called, conversations_called, messages_called):
        CALLED.fill(words)
    CALLED.fill(languages_called)
    TALKS_HELD.fill(talks_held)
    privacy.EXPOSURES.fill(exposures)


def _fill_what_backups_ask() -> None:
    for after_restore in (erase_again, end_everything, end_links, lose_everything):
        AFTER_RESTORE.fill(after_restore)
    for rights in (rights_by_name, kept_back):
        RIGHTS.fill(rights)
    for watch in (backups, trail, signins):
        CHECKS.fill(watch)
    DUES.fill(alarms)
