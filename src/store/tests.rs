//! The store's story, told to each database: SQLite always, PostgreSQL when `YORUYAKU_TEST_DATABASE_URL` names one.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use super::*;
use crate::{
    directory::{
        Answer, Area, Association, AssociationId, Authority, Border, Facts, Listing, ListingId, ListingState,
        Membership, PharmacyCode, PharmacyId, Phone, Place, Position, PositionLevel, Service, StatedHours,
    },
    hours::{DateException, DayHours, DutyShift, OnCall, Reading, ReadingClass, ReadingNote, WeeklyHours},
};

/// Tells `story` to a new SQLite file, and to a new schema of PostgreSQL where there is one.
fn on_each_database(story: impl Fn(&Store)) {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = Store::open(&format!("sqlite://{}/store.db", folder.path().display()), 8).unwrap();
    sqlite.migrate().unwrap();
    story(&sqlite);
    match postgres_url() {
        Some(url) => {
            let postgres = Store::open(&url, 8).unwrap();
            postgres.migrate().unwrap();
            story(&postgres);
        }
        None => println!("skipped on PostgreSQL: YORUYAKU_TEST_DATABASE_URL is not set"),
    }
}

/// A new schema of the PostgreSQL that `YORUYAKU_TEST_DATABASE_URL` names.
#[expect(clippy::disallowed_methods, reason = "which databases to test on is the environment's choice")]
fn postgres_url() -> Option<String> {
    let url = std::env::var("YORUYAKU_TEST_DATABASE_URL").ok().filter(|url| !url.is_empty())?;
    let separator = if url.contains('?') { '&' } else { '?' };
    Some(format!("{url}{separator}options=-csearch_path%3Dtest_{}", uuid::Uuid::now_v7().simple()))
}

/// A new database for one test: on PostgreSQL where the environment names one, else the SQLite file.
pub(crate) fn test_database_url(file: &std::path::Path) -> String {
    postgres_url().unwrap_or_else(|| format!("sqlite://{}", file.display()))
}

fn at(hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(hour, 30, 0).unwrap()
}

fn association(id: &str) -> Association {
    Association {
        id: AssociationId::new(id).unwrap(),
        name: "世田谷薬剤師会".into(),
        name_en: "Setagaya Pharmacists' Association".into(),
        area: Area {
            code: "13112".into(),
            prefecture: "東京都".into(),
            municipality: "世田谷区".into(),
            year_end: "Dec 30-Jan 04".parse().ok(),
        },
        rank: 10,
    }
}

/// Facts with every field stated.
fn full_facts(name: &str) -> Facts {
    let week: WeeklyHours = "Mo-Fr 09:00-18:00; Sa[1,3] 09:00-13:00; Dec 29-Jan 03 off; PH off".parse().unwrap();
    let phone = |digits| Phone::new(digits, "００－００００").unwrap();
    Facts {
        name: name.into(),
        name_kana: Some("ミホンヤッキョク".into()),
        pharmacy_code: PharmacyCode::new("0142076"),
        membership: Some(Membership::NonMember),
        postal_code: Some("154-0004".into()),
        address: Some("世田谷区太子堂４－１－１".into()),
        place: Some(Place { position: Position::new(35.6437, 139.671).unwrap(), level: PositionLevel::Town }),
        phone: Some(phone("0000000001")),
        after_hours_phone: Some(phone("0000000002")),
        fax: Some(phone("0000000003")),
        email: Some("mihon@example.jp".into()),
        url: Some("https://example.jp/".into()),
        hours: Some(Arc::new(StatedHours {
            text: "月～金9:00～18:00".into(),
            reading: Reading {
                class: ReadingClass::Caveat,
                holiday: week.holiday.clone(),
                week: Some(week.clone()),
                notes: vec![ReadingNote { code: "remark".into(), text: "要電話".into() }],
            },
        })),
        on_call: Some(OnCall::During(Box::new(week))),
        home_visit_hours: Some(Arc::new(StatedHours {
            text: "日・祝休み".into(),
            reading: Reading {
                class: ReadingClass::Unreadable,
                week: None,
                holiday: DayHours::Closed,
                notes: Vec::new(),
            },
        })),
        services: vec![
            (Service::AfterHours, Answer::Conditional("要相談".into())),
            (Service::Narcotics, Answer::Yes),
            (Service::TestKits, Answer::No),
            (Service::OnlineGuidance, Answer::PhoneOnly),
        ],
        remarks: Some("備考 'quoted' \"twice\"".into()),
        valid_on: NaiveDate::from_ymd_opt(2026, 11, 1),
        extra: vec![("駐車場".into(), "2台".into())],
    }
}

fn listing(id: &str, association: &Association, state: ListingState) -> Listing {
    Listing {
        id: ListingId::new(id).unwrap(),
        association: association.id.clone(),
        state,
        file_name: "list.csv".into(),
        valid_on: NaiveDate::from_ymd_opt(2026, 2, 20),
        received_at: at(1),
        published_at: None,
    }
}

fn new_listing(id: &str, association: &Association, pharmacies: &[&str]) -> NewListing {
    NewListing {
        listing: listing(id, association, ListingState::Checked),
        scope: "whole",
        file_digest: "00".into(),
        bytes: vec![0, 159, 255],
        base_lists_revision: 0,
        report: "{}".into(),
        rows: pharmacies
            .iter()
            .map(|id| ListingRow {
                pharmacy: PharmacyId::new(id).unwrap(),
                facts: full_facts(&format!("薬局{id}（見本）")),
                changed_at: at(2),
            })
            .collect(),
    }
}

fn publish(store: &Store, listing: &Listing) -> Result<Revision, Error> {
    store.write(|c| {
        mark_published(c, listing, ListingState::Checked, at(3))?;
        bump(c, true, at(3))
    })
}

#[test]
fn what_goes_in_comes_out() {
    on_each_database(|store| {
        let setagaya = association("setagaya");
        store.write(|c| insert_association(c, &setagaya)).unwrap();
        store.write(|c| insert_association(c, &setagaya)).unwrap();
        assert_eq!(store.read(load_associations).unwrap(), std::slice::from_ref(&setagaya));

        let new = new_listing("l-1", &setagaya, &["p-2", "p-1"]);
        store.write(|c| insert_listing(c, &new)).unwrap();
        assert_eq!(store.read(|c| listing_file(c, &new.listing.id)).unwrap(), new.bytes);
        assert_eq!(store.read(|c| load_rows(c, &new.listing.id)).unwrap(), new.rows);
        assert_eq!(store.read(load_published).unwrap().1, [], "a checked list is not seen");

        let revision = publish(store, &new.listing).unwrap();
        assert_eq!((revision.revision, revision.lists_revision), (1, 1));
        let (listings, rows) = store.read(load_published).unwrap();
        assert_eq!(listings.len(), 1);
        let ids: Vec<_> = rows.iter().map(|row| row.row.pharmacy.as_str()).collect();
        assert_eq!(ids, ["p-1", "p-2"]);
        assert_eq!(rows.last().unwrap().row, new.rows[0]);
    });
}

#[test]
fn dated_facts_come_back_in_japan_time() {
    on_each_database(|store| {
        let setagaya = association("setagaya");
        let pharmacy = PharmacyId::new("p-1").unwrap();
        let exception = DateException { on: at(0).date(), hours: DayHours::Closed, reason: "臨時休業".into() };
        let shift = DutyShift::new(at(20), at(20) + chrono::TimeDelta::hours(12)).unwrap();
        let new = new_listing("l-1", &setagaya, &["p-1"]);
        store
            .write(|c| {
                insert_association(c, &setagaya)?;
                insert_listing(c, &new)?;
                mark_published(c, &new.listing, ListingState::Checked, at(3))?;
                let new = NewException { id: "e-1".into(), pharmacy: pharmacy.clone(), exception: exception.clone() };
                insert_exceptions(c, &[new], at(4))?;
                let association = setagaya.id.clone();
                let new = NewDutyShift { id: "d-1".into(), association, pharmacy: pharmacy.clone(), shift };
                insert_duty_shifts(c, &[new], at(4))
            })
            .unwrap();
        assert_eq!(store.read(load_exceptions).unwrap().get(&pharmacy), Some(&vec![exception.clone()]));
        assert_eq!(store.read(load_duty_shifts).unwrap().get(&pharmacy), Some(&vec![shift]));
    });
}

#[test]
fn a_new_publication_takes_the_place_of_the_old_one() {
    on_each_database(|store| {
        let setagaya = association("setagaya");
        let (first, second) = (new_listing("l-1", &setagaya, &["p-1"]), new_listing("l-2", &setagaya, &["p-2"]));
        store
            .write(|c| {
                insert_association(c, &setagaya)?;
                insert_listing(c, &first)?;
                insert_listing(c, &second)
            })
            .unwrap();
        publish(store, &first.listing).unwrap();
        publish(store, &second.listing).unwrap();
        let (seen, rows) = store.read(load_published).unwrap();
        assert_eq!((seen.len(), rows.len()), (1, 1));
        assert_eq!(rows[0].row.pharmacy.as_str(), "p-2");
        let (old, ..) = store.read(|c| get_listing(c, &first.listing.id)).unwrap();
        assert_eq!(old.state, ListingState::Superseded);
        let again = publish(store, &first.listing);
        assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
        assert_eq!(store.read(current_revision).unwrap().revision, 2, "a refused publication counts nothing");
    });
}

#[test]
fn of_racing_publications_one_wins_and_none_breaks() {
    on_each_database(|store| {
        let setagaya = association("setagaya");
        let lists: Vec<_> = (0..8).map(|n| new_listing(&format!("l-{n}"), &setagaya, &["p-1"])).collect();
        store.write(|c| insert_association(c, &setagaya)).unwrap();
        for list in &lists {
            store.write(|c| insert_listing(c, list)).unwrap();
        }
        let (store, barrier) = (Arc::new(store.clone()), Arc::new(std::sync::Barrier::new(lists.len())));
        let outcomes: Vec<_> = lists
            .iter()
            .map(|list| {
                let (store, barrier, listing) = (Arc::clone(&store), Arc::clone(&barrier), list.listing.clone());
                std::thread::spawn(move || {
                    barrier.wait();
                    store.write(|c| {
                        hold_directory(c)?;
                        if current_revision(c)?.lists_revision != 0 {
                            return Err(Error::Conflict);
                        }
                        mark_published(c, &listing, ListingState::Checked, at(3))?;
                        bump(c, true, at(3))
                    })
                })
            })
            .collect::<Vec<_>>()
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect();
        let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let lost = outcomes.iter().filter(|outcome| matches!(outcome, Err(Error::Conflict))).count();
        assert_eq!((won, lost), (1, 7), "{outcomes:?}");
        assert_eq!(store.read(load_published).unwrap().0.len(), 1);
        assert_eq!(store.read(current_revision).unwrap().revision, 1);
    });
}

#[test]
fn the_calendar_and_the_gazetteer_are_kept() {
    on_each_database(|store| {
        assert_eq!(store.read(latest_holiday_table).unwrap(), None);
        store.write(|c| insert_holiday_table(c, "h-1", "file", b"old", at(1))).unwrap();
        store.write(|c| insert_holiday_table(c, "h-2", "file", b"new", at(2))).unwrap();
        assert_eq!(store.read(latest_holiday_table).unwrap(), Some(b"new".to_vec()));
        let mut place = GazetteerEntry {
            id: "town/13112/太子堂四丁目".into(),
            kind: "town".into(),
            name: "太子堂四丁目".into(),
            kana: String::new(),
            municipality_code: "13112".into(),
            municipality: "東京都世田谷区".into(),
            lat: 35.64,
            lon: 139.67,
        };
        store.write(|c| replace_gazetteer(c, std::slice::from_ref(&place))).unwrap();
        place.lat = 35.65;
        store.write(|c| replace_gazetteer(c, std::slice::from_ref(&place))).unwrap();
        assert_eq!(store.read(load_gazetteer).unwrap(), [place.clone()]);
        assert_eq!(store.read(gazetteer_version_now).unwrap(), 2);
    });
}

#[test]
fn a_border_is_kept_until_another_takes_its_place() {
    let border = |east: f64| Border {
        area: Area { year_end: None, ..association("setagaya").area },
        outline: geo::MultiPolygon(vec![
            geo::Rect::new((139.6, 35.6), (east, 35.7)).to_polygon(),
            geo::Rect::new((142.1, 27.0), (142.2, 27.1)).to_polygon(),
        ]),
    };
    on_each_database(|store| {
        store.write(|c| put_border(c, &border(139.65), at(1))).unwrap();
        store.write(|c| put_border(c, &border(139.7), at(2))).unwrap();
        assert_eq!(store.read(load_borders).unwrap(), [border(139.7)]);
        assert!(store.write(|c| remove_border(c, "13112")).unwrap());
        assert!(!store.write(|c| remove_border(c, "13112")).unwrap());
        assert_eq!(store.read(load_borders).unwrap(), []);
    });
}

#[test]
fn answers_of_a_geocoder_are_forgotten_in_time_and_bounded() {
    on_each_database(|store| {
        let put =
            |digest: &str, hour| store.write(|c| put_geocoded(c, (digest, digest.as_bytes()), at(hour), at(2), 2));
        let get = |digest: &str| store.read(|c| get_geocoded(c, digest, at(2))).unwrap();
        put("a", 1).unwrap();
        assert_eq!(get("a"), None, "too old");
        put("b", 3).unwrap();
        put("c", 3).unwrap();
        put("b", 4).unwrap();
        put("d", 4).unwrap();
        assert_eq!((get("a"), get("b"), get("c"), get("d")), (None, Some(b"b".to_vec()), Some(b"c".to_vec()), None));
    });
}

#[test]
fn migrations_go_down_and_up_again() {
    on_each_database(|store| {
        let mut connection = store.connection().unwrap();
        migrate::revert_all(&mut connection.0);
        let folders = std::fs::read_dir("migrations").unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir());
        assert_eq!(migrate::run(&mut connection.0).unwrap().len(), folders.count());
        assert_eq!(migrate::run(&mut connection.0).unwrap(), Vec::<String>::new());
    });
}

#[test]
fn a_wrong_url_is_told_apart_from_an_unreachable_database() {
    assert!(matches!(Store::open("mysql://h/d", 1), Err(Error::BadUrl)));
    assert!(matches!(Store::open("sqlite:///proc/nowhere/x.db", 1), Err(Error::Unavailable(_))));
}

#[test]
fn tokens_are_found_by_digest_until_revoked() {
    on_each_database(|store| {
        let token = Token {
            id: "t-1".into(),
            name: "世田谷の事務局".into(),
            authority: Authority::Editor(AssociationId::new("setagaya").unwrap()),
            created_at: at(1),
            expires_at: at(2),
            revoked_at: None,
        };
        store.write(|c| insert_token(c, &token, "digest")).unwrap();
        assert_eq!(store.read(|c| get_token(c, "digest")).unwrap(), token);
        assert!(matches!(store.read(|c| get_token(c, "other")), Err(Error::NotFound)));
        store.write(|c| revoke_token(c, "t-1", at(2))).unwrap();
        assert_eq!(store.read(load_tokens).unwrap()[0].revoked_at, Some(at(2)));
        assert!(matches!(store.write(|c| revoke_token(c, "t-1", at(3))), Err(Error::NotFound)));
    });
}

#[test]
fn the_audit_is_read_back_from_the_newest() {
    on_each_database(|store| {
        let entry = |id: &str| AuditEntry {
            id: id.into(),
            at: at(1),
            actor: "cli".into(),
            action: "listing.publish".into(),
            subject: "setagaya/listing:l-1".into(),
            detail: "{}".into(),
        };
        for id in ["0191", "0192", "0193"] {
            store.write(|c| insert_audit(c, &entry(id))).unwrap();
        }
        let ids = |before: Option<&str>| {
            let entries = store.read(|c| load_audit(c, None, before, 2)).unwrap();
            entries.into_iter().map(|entry| entry.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(None), ["0193", "0192"]);
        assert_eq!(ids(Some("0192")), ["0191"]);
    });
}
