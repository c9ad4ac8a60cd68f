"""Where trust rests: the modules that are changed, and the tests that must notice."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Package:
    """Modules that stand together. tests: files that need neither product nor database, unless `whole` says so.

    Of files with slow tests those are named that run a line of the modules. on_postgresql: single tests (file::name)
    that are run there too, against what is not noticed on SQLite: a line may be run on one of the two alone.
    """

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]
    whole: bool = False
    on_postgresql: tuple[str, ...] = ()

    @property
    def tests_on(self) -> dict[str, tuple[str, ...]]:
        """The tests by the database they are run on."""
        return {"sqlite": self.tests} | ({"postgresql": self.on_postgresql} if self.on_postgresql else {})


def _of(package: str, *names: str) -> tuple[str, ...]:
    return tuple(f"competence.{package}.{name}" for name in names)


def _rules(*names: str) -> tuple[str, ...]:
    return tuple(f"tests/rules/test_{name}.py" for name in names)


def _some(file: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{file}::test_{name}" for name in names)


RECORDS = "tests/house/test_records.py"
CLASSES = "tests/house/test_endpoints.py::test_every_permission_has_a_class_and_the_guard_asks_where_it_is_not_daily"

PACKAGES = (
    Package(
        "access",
        _of("access", "actor", "predicates", "policy", "guard"),
        (
            "tests/house/test_policy.py",
            "tests/house/test_conditions.py",
            CLASSES,
            *_rules("breaking_the_glass", "who_asks", "what_is_withheld", "the_gate"),
        ),
    ),
    Package(
        "trail",
        _of("privacy.trail.rules", "chain"),
        (RECORDS, *_rules("the_chain_of_the_trail", "beginning_the_trail_anew")),
    ),
    Package("trail.told", _of("privacy.trail.rules", "capacity", "days"), (RECORDS, *_rules("looks_told_by_day"))),
    Package("sealing", _of("privacy.keystore", "boxes"), _rules("boxes")),
    Package(
        "sessions",
        _of("signin", "rules", "factors.rules", "addresses.rules"),
        _rules("signing_in", "second_factors", "changing_addresses"),
    ),
    Package("anonymity.limits", _of("privacy.anonymity", "limits"), _rules("limits")),
    Package("anonymity.counts", _of("privacy.anonymity", "counts", "headcounts"), _rules("counts", "headcounts")),
    Package(
        "anonymity.figures",
        _of("privacy.anonymity", "figures", "portions", "parts", "teams", "attacks"),
        _rules("figures_by_hand", "anonymity_figures", "portions", "parts", "anonymous_voices", "anonymity_attacks"),
    ),
    Package(
        "anonymity.groups",
        _of("privacy.anonymity", "units", "crowds", "changing"),
        _rules("anonymity_units", "anonymity_crowds", "changing"),
    ),
    Package(
        "anonymity.divisions",
        _of("privacy.anonymity", "cuts", "profiles", "thirds"),
        _rules("cuts_by_hand", "anonymity_cuts", "anonymity_thirds"),
    ),
    Package(
        "sealed",
        _of("feedback.sealed", "keys", "rules.rounds", "rules.settling", "rules.sheets")
        + _of("feedback.upward", "rules"),
        _rules("sealed_answers", "keys_of_rounds"),
    ),
    Package(
        "sessions.kept",
        _of("signin", "sessions"),
        (
            RECORDS,
            "tests/web/test_sessions.py",
            "tests/web/test_what_a_session_keeps.py",
            *_some(
                "tests/web/test_second_factor.py",
                "after_the_password_she_is_asked_for_her_code_and_is_then_in",
                "who_must_have_one_and_has_none_reaches_nothing_but_adding_it[freja-password]",
                "a_role_given_while_somebody_is_in_asks_at_the_next_page",
                "the_token_is_another_when_a_role_comes_or_goes",
            ),
            *_some(
                "tests/web/test_confirming.py",
                "within_five_minutes_of_signing_in_nobody_is_asked",
                "afterwards_she_confirms_with_her_password_and_goes_on",
                "the_session_goes_on_under_another_token_and_does_not_live_longer",
                "a_form_opened_before_confirming_can_still_be_sent",
            ),
            *_some(
                "tests/web/test_where_one_is_signed_in.py", "she_sees_each_browser_with_its_last_minute_and_ends_one"
            ),
            *_some("tests/web/test_rescued_words.py", "her_words_come_back_when_she_has_signed_in"),
            *_some("tests/web/test_a_clock_set_back.py", "a_session_that_was_found_expired_stays_so[astrid-31]"),
        ),
        whole=True,
    ),
    Package(
        "sessions.acted",
        _of("signin.actions", "sessions", "words", "restoring"),
        (
            RECORDS,
            "tests/web/test_sessions.py",
            "tests/web/test_rescued_words.py",
            "tests/web/test_where_one_is_signed_in.py",
            "tests/web/test_tidying.py",
        ),
        whole=True,
    ),
    Package(
        "accounts.acted",
        _of("signin", "actions.accounts", "actions.throttle", "devices", "watching"),
        (
            RECORDS,
            "tests/rules/test_signing_in.py",
            "tests/web/test_opening_and_closing_ways_in.py",
            "tests/web/test_throttle.py",
            "tests/web/test_known_devices.py",
        ),
        whole=True,
        on_postgresql=_some("tests/web/test_throttle.py", "refusals_are_counted_by_the_hour_and_by_reason"),
    ),
    Package(
        "sessions.found",
        _of("signin", "queries"),
        ("tests/queries/test_ways_in.py",),
        whole=True,
        on_postgresql=_some(
            "tests/queries/test_ways_in.py",
            "the_list_holds_who_belongs_to_the_house_or_has_an_account_by_name_or_address",
        ),
    ),
    Package(
        "forms.once",
        _of("signin", "idempotency"),
        (
            "tests/web/test_keys_of_forms.py",
            "tests/web/test_a_form_sent_again.py",
            *_some("tests/web/test_confirming.py", "while_a_password_is_weighed_nothing_is_held"),
        ),
        whole=True,
        on_postgresql=_some(
            "tests/web/test_keys_of_forms.py", "who_comes_second_waits_for_the_row_where_others_write_too"
        ),
    ),
    Package(
        "forms.detoured",
        _of("signin", "detours"),
        ("tests/web/test_detours.py", "tests/web/test_rescued_words.py"),
        whole=True,
    ),
    Package(
        "factors.acted",
        _of("signin.factors.actions", "devices", "proving", "resets", "telling"),
        ("tests/web/test_what_is_done_to_second_factors.py", *_rules("second_factors")),
        whole=True,
    ),
    Package(
        "factors.found",
        _of("signin.factors", "queries"),
        (RECORDS, "tests/queries/test_second_factors_of_somebody.py"),
        whole=True,
        on_postgresql=_some(
            "tests/queries/test_second_factors_of_somebody.py", "those_count_that_were_proven_the_oldest_first"
        ),
    ),
    Package(
        "addresses.acted",
        _of("signin.addresses", "actions", "queries"),
        ("tests/web/test_what_is_done_to_addresses.py", "tests/queries/test_proposed_addresses.py"),
        whole=True,
    ),
    Package(
        "sealing.texts",
        _of("privacy.keystore", "store", "unlocking", "migrating", "columns", "owners"),
        _rules("wrapping_keys", "opening_keys", "sealing_what_lies_there", "sealed_columns", "whose_key_seals"),
    ),
    Package("sealing.files", _of("privacy.keystore", "files"), (RECORDS, *_rules("key_files"))),
    Package(
        "sealing.swept",
        _of("privacy.keystore", "sweeping", "commands"),
        ("tests/web/test_the_commands_of_the_keys.py",),
        whole=True,
    ),
    Package(
        "sealed.kept",
        _of("feedback.sealed.actions", "writing", "closing", "wiping")
        + _of("feedback.sealed.queries", "rounds", "sheets", "units"),
        ("tests/web/test_the_store_of_anonymous_answers.py", "tests/web/test_looking_up_anonymous_rounds.py"),
        whole=True,
    ),
    Package("wiped", _of("privacy.erasure", "wiping"), _rules("writing_pages_anew")),
    Package("trail.written", _of("privacy", "audit"), (RECORDS, "tests/web/test_writing_the_trail.py"), whole=True),
    Package(
        "trail.kept",
        _of("privacy.trail", "actions", "beginning", "keeping", "keys", "heads", "commands")
        + _of("privacy.trail.queries", "chain", "reading"),
        (
            RECORDS,
            "tests/web/test_the_trail.py",
            "tests/web/test_heads_in_the_log.py",
            "tests/web/test_keeping_the_heads.py",
            "tests/queries/test_reading_the_trail.py",
        ),
        whole=True,
        on_postgresql=_some(
            "tests/web/test_the_trail.py", "adding_asks_the_database_two_things_and_on_postgresql_for_the_lock"
        )
        + _some("tests/web/test_keeping_the_heads.py", "the_head_is_exported_and_the_trail_verified_against_it"),
    ),
    Package(
        "relations",
        _of("people", "queries", "queries.acting", "queries.knowing", "queries.leading", "queries.hands"),
        (RECORDS, *(f"tests/queries/test_{name}.py" for name in ("people", "who_leads_whom", "who_somebody_is"))),
        whole=True,
    ),
    Package(
        "withheld",
        _of("people", "glass.queries", "queries.behind") + _of("privacy.restricting", "queries"),
        (RECORDS, "tests/queries/test_what_is_withheld.py", "tests/queries/test_who_somebody_is.py"),
        whole=True,
    ),
)
