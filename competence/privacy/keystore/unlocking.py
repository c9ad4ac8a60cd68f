"""The keystore of this product, and the keys opened while one request (or one command) is answered."""

from collections.abc import Collection
from typing import Any, cast

from flask import Flask, current_app, g

from competence.privacy.keystore.boxes import Box, CannotOpen, Place, seal, unseal
from competence.privacy.keystore.files import beside_the_keys, path_of
from competence.privacy.keystore.store import DataKey, Keystore


def init_app(app: Flask) -> None:
    """Note where the keystore is; it is opened when it is first needed."""
    url = app.config["KEYSTORE_URL"] or f"sqlite:///{beside_the_keys(app.config, 'keystore.sqlite')}"
    app.extensions["keystore"] = Keystore(url, path_of(app.config))


def keystore() -> Keystore:
    """Return the keystore of this product."""
    return cast(Keystore, current_app.extensions["keystore"])


def seal_for(person: int, data_class: str, place: Place, text: str) -> Box:
    """Seal a text with a person's key."""
    key = _kept().get((person, data_class))
    if key is None:
        (key,) = map(_keep, keystore().of(data_class, person))
    return seal(key.secret, key.id, place, text)


def have_keys(data_class: str, people: Collection[int]) -> None:
    """Open the keys of many people who are written about at once, and make those that are missing, in one go."""
    missing = {person for person in people if (person, data_class) not in _kept()}
    if missing:
        for key in keystore().of(data_class, *missing):
            _keep(key)


def open_with_key(data_class: str, place: Place, box: Box) -> str:
    """Return what a box holds. Raises CannotOpen, also where the key is another person's or was destroyed."""
    key_id = box.key_id
    unlock({key_id})
    key: DataKey | None = _kept().get(key_id)
    if key is None:
        raise CannotOpen(f"the key of {place} was destroyed")
    if (key.person, key.data_class) != (place.person, data_class):
        raise CannotOpen(f"{place} is sealed with a key of something else")
    return unseal(key.secret, place, box)


def is_open(key_id: str) -> bool:
    """Return whether a key was asked for already; one that was destroyed counts, for it is not asked for again."""
    return key_id in _kept()


def unlock(key_ids: Collection[str]) -> None:
    """Open these keys together, those that are not open yet; they stay so until the request is answered."""
    missing = {key_id for key_id in key_ids if not is_open(key_id)}
    if missing:
        found = keystore().find(missing)
        for key_id in missing:
            if key_id in found:
                _keep(found[key_id])
            else:
                _kept()[key_id] = None


def forget_people(people: Collection[int]) -> int:
    """Destroy all keys of people: what they seal can be read in no copy any more. Returns how many there were."""
    forget()
    return keystore().destroy(*people)


def forget() -> None:
    """Forget the keys that are open."""
    g.pop("data_keys", None)


def _kept() -> dict[object, Any]:
    return cast(dict[object, Any], g.setdefault("data_keys", {}))


def _keep(key: DataKey) -> DataKey:
    _kept().update({key.id: key, (key.person, key.data_class): key})
    return key
