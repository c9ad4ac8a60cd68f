"""HR reads offers from a file after a preview, and takes them away as a file that reads in again unchanged."""

import io

import openpyxl

from competence.admin.imports.frameworks import load_pack
from competence.admin.imports.offers import as_csv, as_xlsx, load_offers, plan_of_offers
from competence.admin.imports.plan import Fate
from competence.admin.imports.tables import read_table
from competence.db import db
from competence.learning.models import Offer, OfferDate
from competence.web.bilingual import Bilingual
from tests.learning import make_date, make_offer

HEAD = "kode;slags;titel;kompetence;fra niveau;til niveau;timer;pladser;pris;dage;sted\n"
ROW = "ai;course;AI i hverdagen;c1;1;3;4;25;900;1.3.2027 9:00;Tarup\n"


def send(client, rows, kind="offers"):
    data = (HEAD + rows).encode()
    return client.post("/admin/imports", data={"kind": kind, "file": (io.BytesIO(data), "offers.csv")})


def test_a_file_becomes_offers_after_a_yes(client_as, cast):
    carla = client_as(cast.carla)
    preview = send(carla, ROW).location
    assert "Nyt tilbud." in carla.get(preview).page.text
    assert db.session.query(Offer).count() == 0
    address = f"{preview}/application"
    done = carla.post(address, data=carla.get(preview).page.form(address))
    assert (done.status_code, done.location) == (303, "/learning")
    offer = db.session.query(Offer).one()
    assert (str(offer.title), offer.price, offer.seats) == ("AI i hverdagen", 900, 25)
    assert [date.place for date in db.session.query(OfferDate) if date.starts_at] == ["Tarup"]


def test_an_administrator_reads_people_in_but_no_offers(client_as, cast):
    assert send(client_as(cast.freja), ROW).status_code == 404


def test_a_file_taken_away_reads_in_again_unchanged(cast):
    offer = make_offer(cast, "ai", aims=(("c1", 1, 3), ("c2", 2, 4)))
    make_date(offer), make_offer(cast, "book", seats=None)
    offer.title = Bilingual("=HYPERLINK(1)", "+45")
    db.session.flush()
    for data, name in ((as_csv(), "a.csv"), (as_xlsx(), "a.xlsx")):
        plan = plan_of_offers(read_table(data, name))
        assert {line.fate for line in plan.lines} == {Fate.UNCHANGED}, plan.lines


def test_no_cell_of_a_file_taken_away_is_calculated(client_as, cast):
    offer = make_offer(cast)
    offer.title = Bilingual("=1+1", "@SUM(A1)")
    db.session.commit()
    carla = client_as(cast.carla)
    assert b",'=1+1,'@SUM(A1)," in carla.get("/admin/imports/offers.csv").data
    sheet = openpyxl.load_workbook(io.BytesIO(carla.get("/admin/imports/offers.xlsx").data)).active
    assert {cell.data_type for row in sheet for cell in row if cell.value is not None} == {"s"}


def test_the_pack_loads_once_and_again_changes_nothing(db_session):
    load_pack()
    load_offers()
    before = db.session.query(OfferDate).count()
    load_offers()
    assert db.session.query(Offer).count() == before == 51
