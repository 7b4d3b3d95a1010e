//! An association's story: check, publish, race, restore, withdraw.

use super::*;
use crate::{
    clock::{Clock, JAPAN},
    directory::{AssociationId, Authority, Emergency, ListingState, Pharmacy},
    hours::{HolidaySource, State},
    intake::{Limits, merge::Scope},
    search::{Live, Question, Snapshot},
    store::{self, Store},
};

const HEADINGS: &str = "薬局名,所在地,電話番号,開局時間";

fn at(minute: u32) -> NaiveDateTime {
    chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(10, minute, 0).unwrap()
}

/// A database of its own with the demonstration loaded, on a clock that stands still at 19:00 in Japan.
pub(super) fn seeded() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&store::test_database_url(&folder.path().join("y.db")), 4).unwrap();
    store.migrate().unwrap();
    let clock = Clock::Fixed(at(0).and_utc());
    let told = seed(&store, clock).unwrap();
    assert!(told.contains("62 invented pharmacies"), "{told}");
    (folder, store)
}

fn upload(bytes: &[u8], scope: Scope, at: NaiveDateTime) -> Upload<'_> {
    let association = AssociationId::new("setagaya").unwrap();
    Upload { association, file_name: "list.csv", bytes, scope, limits: Limits::default(), actor: "test", at }
}

fn list(rows: &[&str]) -> Vec<u8> {
    format!("{HEADINGS}\n{}\n", rows.join("\n")).into_bytes()
}

const A: &str = "あおば薬局（見本）,世田谷区太子堂4,00-0000-9001,月～金9:00～18:00";
const B: &str = "もみじ薬局（見本）,世田谷区三軒茶屋2,00-0000-9002,月～土9:00～19:00";

fn of_setagaya(store: &Store) -> Vec<Pharmacy> {
    let mut pharmacies = load(store).unwrap().pharmacies;
    pharmacies.retain(|pharmacy| pharmacy.sources.iter().any(|source| source.association.as_str() == "setagaya"));
    pharmacies
}

#[test]
fn what_is_checked_is_seen_only_when_published() {
    let (_folder, store) = seeded();
    let before = of_setagaya(&store).len();
    let (id, report) = check(&store, &upload(&list(&[A, B]), Scope::Whole, at(1))).unwrap();
    assert_eq!((report.rows_in, report.accepted, report.removed), (2, 2, before));
    assert_eq!(of_setagaya(&store).len(), before);
    let release = publish(&store, &id, "test", at(2)).unwrap();
    assert_eq!(release.listing.state, ListingState::Published);
    assert_eq!(of_setagaya(&store).len(), 2);
    assert_eq!(load(&store).unwrap().revision, release.revision);
}

#[test]
fn of_lists_published_at_once_one_is_seen_and_the_others_are_stale() {
    let (_folder, store) = seeded();
    let drafts: Vec<_> =
        (1..=4).map(|minute| check(&store, &upload(&list(&[A, B]), Scope::Whole, at(minute))).unwrap().0).collect();
    let ready = std::sync::Barrier::new(drafts.len());
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let (store, ready) = (&store, &ready);
        let publish_it = |id: &ListingId| {
            let id = id.clone();
            scope.spawn(move || {
                ready.wait();
                publish(store, &id, "test", at(10))
            })
        };
        let all: Vec<_> = drafts.iter().map(publish_it).collect();
        all.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let seen = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    let stale = outcomes.iter().filter(|outcome| matches!(outcome, Err(Error::Stale))).count();
    assert_eq!((seen, stale), (1, 3), "{outcomes:?}");
    let published = drafts.iter().filter(|id| version(&store, id).unwrap().listing.state == ListingState::Published);
    assert_eq!(published.count(), 1);
}

#[test]
fn changes_only_leaves_the_rest_and_blank_does_not_delete() {
    let (_folder, store) = seeded();
    let (id, _) = check(&store, &upload(&list(&[A, B]), Scope::Whole, at(1))).unwrap();
    publish(&store, &id, "test", at(2)).unwrap();
    let changed = A.replace("18:00", "20:00").replace("世田谷区太子堂4", "");
    let (id, report) = check(&store, &upload(&list(&[&changed]), Scope::Changes, at(3))).unwrap();
    assert_eq!((report.accepted, report.changed, report.removed), (1, 1, 0), "{report:#?}");
    publish(&store, &id, "test", at(4)).unwrap();
    let pharmacies = of_setagaya(&store);
    let aoba = pharmacies.iter().find(|pharmacy| pharmacy.facts.name.starts_with("あおば")).unwrap();
    assert_eq!(aoba.facts.address.as_deref(), Some("世田谷区太子堂4"));
    assert_eq!(aoba.facts.hours.as_ref().unwrap().text, "月～金9:00～20:00");
    assert_eq!(aoba.sources[0].changed_at, at(3));
    let momiji = pharmacies.iter().find(|pharmacy| pharmacy.facts.name.starts_with("もみじ")).unwrap();
    assert_eq!((pharmacies.len(), momiji.sources[0].changed_at), (2, at(1)));
}

#[test]
fn a_row_is_valid_as_of_its_own_date_and_else_of_its_list() {
    let (_folder, store) = seeded();
    let day = |day: u32| chrono::NaiveDate::from_ymd_opt(2026, 11, day);
    let put = |text: &str, scope: Scope, minute: u32| {
        let (id, _) = check(&store, &upload(text.as_bytes(), scope, at(minute))).unwrap();
        publish(&store, &id, "test", at(minute)).unwrap().revision
    };
    let dated = || {
        let mut found: Vec<_> =
            of_setagaya(&store).into_iter().map(|one| (one.facts.name.clone(), one.sources[0].valid_on)).collect();
        found.sort();
        found.into_iter().map(|(_, on)| on).collect::<Vec<_>>()
    };
    let first = format!("令和8年11月1日現在\n{HEADINGS},更新日\n{A},2026/10/5\n{B},\n");
    let revision = put(&first, Scope::Whole, 1);
    assert_eq!(dated(), [chrono::NaiveDate::from_ymd_opt(2026, 10, 5), day(1)]);
    // A file of changes speaks of one; the other is as it was said before.
    put(&format!("令和8年11月20日現在\n{HEADINGS}\n{A}\n"), Scope::Changes, 2);
    assert_eq!(dated(), [day(20), day(1)]);
    let before = as_of(&store, revision, day(22).unwrap()).unwrap();
    let kept = |name: &str| before.pharmacies().iter().find(|one| one.facts.name == name).unwrap().sources[0].valid_on;
    assert_eq!(kept("あおば薬局（見本）"), chrono::NaiveDate::from_ymd_opt(2026, 10, 5));
    assert_eq!(kept("もみじ薬局（見本）"), day(1));
}

#[test]
fn what_another_association_publishes_does_not_touch_a_checked_list() {
    let (_folder, store) = seeded();
    let other = AssociationId::new("tamagawa-kinuta").unwrap();
    let (ours, _) = check(&store, &upload(&list(&[A]), Scope::Whole, at(1))).unwrap();
    let bytes = list(&[B]);
    let theirs = Upload { association: other.clone(), ..upload(&bytes, Scope::Whole, at(1)) };
    let (theirs, _) = check(&store, &theirs).unwrap();
    publish(&store, &theirs, "test", at(2)).unwrap();
    assert!(!version(&store, &ours).unwrap().is_stale);
    publish(&store, &ours, "test", at(3)).unwrap();
    assert!(of_setagaya(&store)[0].facts.name.starts_with("あおば"));
}

#[test]
fn a_pharmacy_that_another_list_brought_meanwhile_is_not_entered_twice() {
    let (_folder, store) = seeded();
    let other = AssociationId::new("tamagawa-kinuta").unwrap();
    let bytes = list(&[A]);
    let (ours, _) = check(&store, &upload(&bytes, Scope::Whole, at(1))).unwrap();
    let (theirs, _) = check(&store, &Upload { association: other, ..upload(&bytes, Scope::Whole, at(1)) }).unwrap();
    publish(&store, &theirs, "test", at(2)).unwrap();
    assert!(version(&store, &ours).unwrap().is_stale);
    assert!(matches!(publish(&store, &ours, "test", at(3)), Err(Error::Stale)));
    let (again, _) = check(&store, &upload(&bytes, Scope::Whole, at(4))).unwrap();
    publish(&store, &again, "test", at(5)).unwrap();
    let all = load(&store).unwrap().pharmacies;
    assert_eq!(all.iter().filter(|pharmacy| pharmacy.facts.name.starts_with("あおば")).count(), 1);
}

#[test]
fn a_list_compared_with_what_is_no_longer_published_is_stale() {
    let (_folder, store) = seeded();
    let (first, _) = check(&store, &upload(&list(&[A]), Scope::Whole, at(1))).unwrap();
    let (second, _) = check(&store, &upload(&list(&[B]), Scope::Whole, at(1))).unwrap();
    publish(&store, &first, "test", at(2)).unwrap();
    assert!(matches!(publish(&store, &second, "test", at(3)), Err(Error::Stale)));
    assert!(matches!(publish(&store, &first, "test", at(3)), Err(Error::State(_))), "it is published already");
    assert!(of_setagaya(&store)[0].facts.name.starts_with("あおば"));
}

#[test]
fn an_earlier_list_is_restored_in_one_step_and_a_published_one_withdrawn() {
    let (_folder, store) = seeded();
    let before = of_setagaya(&store);
    let earlier = before[0].sources[0].listing.clone();
    let (id, _) = check(&store, &upload(&list(&[A]), Scope::Whole, at(1))).unwrap();
    publish(&store, &id, "test", at(2)).unwrap();
    publish(&store, &earlier, "test", at(3)).unwrap();
    assert_eq!(of_setagaya(&store), before);
    withdraw(&store, &earlier, "test", at(4)).unwrap();
    assert_eq!(of_setagaya(&store), []);
    assert!(matches!(withdraw(&store, &earlier, "test", at(5)), Err(Error::State(_))));
    let actions: Vec<_> =
        store.read(|c| store::load_audit(c, None, None, 4)).unwrap().into_iter().map(|entry| entry.action).collect();
    assert_eq!(actions, ["listing.withdraw", "listing.publish", "listing.publish", "listing.check"]);
}

#[test]
fn one_shop_on_two_lists_is_one_pharmacy_with_two_sources() {
    let (_folder, store) = seeded();
    for association in ["setagaya", "tamagawa-kinuta"] {
        let bytes = list(&[A]);
        let association = AssociationId::new(association).unwrap();
        let (id, _) = check(&store, &Upload { association, ..upload(&bytes, Scope::Whole, at(1)) }).unwrap();
        publish(&store, &id, "test", at(2)).unwrap();
    }
    let pharmacies = load(&store).unwrap().pharmacies;
    assert_eq!((pharmacies.len(), pharmacies[0].sources.len()), (1, 2));
}

#[test]
fn the_demonstration_covers_every_state() {
    let (_folder, store) = seeded();
    let live = Live::new(Snapshot::build(load(&store).unwrap(), at(0).date()));
    let snapshot = live.current();
    let evening = at(30).and_utc().with_timezone(&JAPAN).naive_local();
    for state in State::ALL {
        let question = Question { states: vec![state], ..Question::at(evening) };
        assert!(!snapshot.find(&question).unwrap().hits.is_empty(), "no {} at {evening}", state.as_str());
    }
}

#[test]
fn a_token_holds_until_it_expires_or_is_revoked() {
    let (_folder, store) = seeded();
    let authority = Authority::Editor(AssociationId::new("setagaya").unwrap());
    let (token, text) = create_token(&store, "事務局", authority, at(10), "test", at(0)).unwrap();
    assert_eq!(find_token(&store, &text, at(1)).unwrap(), token);
    assert!(matches!(find_token(&store, &text, at(10)), Err(Error::UnknownToken)), "expired");
    assert!(matches!(find_token(&store, "yoruyaku_0", at(1)), Err(Error::UnknownToken)));
    revoke_token(&store, &token.id, "test", at(2)).unwrap();
    assert!(matches!(find_token(&store, &text, at(3)), Err(Error::UnknownToken)), "revoked");
}

#[test]
fn numbers_for_an_emergency_are_replaced_whole_and_reach_the_servers() {
    let (_folder, store) = seeded();
    let revision = load(&store).unwrap().revision;
    let table = "area,phone,lang,name,note\n13,00-0000-8001,ja,当番医,夜間\n13112,00-0000-8000,ja,夜間薬局,\n";
    let emergency = read_emergency(table.as_bytes()).unwrap();
    for _ in 0..2 {
        set_emergency(&store, &emergency, "test", at(1)).unwrap();
        assert_eq!(load_emergency(&store).unwrap(), emergency, "in their order");
    }
    assert!(load(&store).unwrap().revision > revision, "a running server looks at the revision");
    set_emergency(&store, &Emergency::default(), "test", at(1)).unwrap();
    assert_eq!(load_emergency(&store).unwrap(), Emergency::default());
}

#[test]
fn a_refused_holiday_table_leaves_the_old_one() {
    let (_folder, store) = seeded();
    let refused = refresh_holidays(&store, "test", "2026/1/1,元日".as_bytes(), "test", at(1));
    assert!(matches!(refused, Err(Error::Holidays(_))));
    assert_eq!(load(&store).unwrap().calendar.holidays.source(), HolidaySource::Law);
}

#[test]
fn an_unknown_association_is_told_apart_from_a_bad_file() {
    let (_folder, store) = seeded();
    let association = AssociationId::new("nowhere").unwrap();
    let bytes = list(&[A]);
    let unknown = check(&store, &Upload { association, ..upload(&bytes, Scope::Whole, at(1)) });
    assert!(matches!(unknown, Err(Error::UnknownAssociation(_))));
    assert!(matches!(check(&store, &upload(b"", Scope::Whole, at(1))), Err(Error::Unreadable(_))));
}

/// A write, to be tried.
type Write<'a> = &'a dyn Fn() -> Result<(), Error>;

#[test]
fn every_write_of_the_operator_leaves_an_entry_with_digests() {
    use crate::directory::{Area, Association, RelatedMap, Scope as Embedded};
    let (_folder, store) = seeded();
    let association = |name: &str| Association {
        id: AssociationId::new("new").unwrap(),
        name: name.to_owned(),
        name_en: "New".to_owned(),
        area: Area {
            code: "13112".to_owned(),
            prefecture: "東京都".to_owned(),
            municipality: "世田谷区".to_owned(),
            year_end: None,
        },
        rank: 1,
    };
    let places = "都道府県名,市区町村コード,市区町村名,大字町丁目名,緯度,経度\n\
        東京都,13112,世田谷区,池尻一丁目,35.644032,139.682106\n";
    let border = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"N03_007":"13112"},
        "geometry":{"type":"Polygon","coordinates":[[[139.5,35.5],[139.7,35.5],[139.7,35.7],[139.5,35.5]]]}}]}"#;
    let numbers = read_emergency("area,phone,lang,name,note\n13,00-0000-8001,ja,当番医,夜間\n".as_bytes()).unwrap();
    let holidays: String = std::iter::once("国民の祝日・休日月日,国民の祝日・休日名称\n".to_owned())
        .chain((1955..=2027).flat_map(|year| {
            let known = crate::hours::Holidays::japan();
            known.of_year(year).map(|(on, name)| format!("{},{name}\n", on.format("%Y/%-m/%-d"))).collect::<Vec<_>>()
        }))
        .collect();
    let map = RelatedMap::new("医療機関の地図", "", "https://map.example.jp/").unwrap();
    let allow = EmbeddingChange::Allow(
        Embedded::Area("13112".into()),
        vec![crate::directory::Origin::new("https://www.example.jp").unwrap()],
    );
    let (listing, _) = check(&store, &upload(&list(&[A]), Scope::Whole, at(1))).unwrap();
    let writes: [(&str, Write<'_>); 12] = [
        ("association.add", &|| {
            add_association(&store, &association("新薬剤師会"), YearEndSaid::Nothing, "test", at(1))
        }),
        ("association.add", &|| {
            add_association(&store, &association("新しい薬剤師会"), YearEndSaid::Nothing, "test", at(1))
        }),
        ("emergency.set", &|| set_emergency(&store, &numbers, "test", at(1))),
        ("holidays.refresh", &|| refresh_holidays(&store, "test", holidays.as_bytes(), "test", at(1)).map(drop)),
        ("gazetteer.import", &|| import_gazetteer(&store, places.as_bytes(), "test", at(1)).map(drop)),
        ("area.border", &|| import_borders(&store, border.as_bytes(), None, "test", at(1)).map(drop)),
        ("area.no_border", &|| remove_border(&store, "13112", "test", at(1)).map(drop)),
        ("embedding.allow", &|| change_embedding(&store, &allow, "test", at(1)).map(drop)),
        ("embedding.map", &|| {
            change_embedding(&store, &EmbeddingChange::Map("13112".into(), map.clone()), "test", at(1)).map(drop)
        }),
        ("embedding.unmap", &|| {
            let gone = EmbeddingChange::Unmap("13112".into(), map.url.clone());
            change_embedding(&store, &gone, "test", at(1)).map(drop)
        }),
        ("listing.publish", &|| publish(&store, &listing, "test", at(2)).map(drop)),
        ("listing.withdraw", &|| withdraw(&store, &listing, "test", at(3)).map(drop)),
    ];
    for (action, write) in writes {
        let before = audit(&store, None, None, 200).unwrap();
        write().unwrap_or_else(|error| panic!("{action}: {error}"));
        let after = audit(&store, None, None, 200).unwrap();
        assert_eq!(after.len(), before.len() + 1, "{action}");
        let entry = &after[0];
        assert_eq!((entry.action.as_str(), entry.actor.as_str()), (action, "test"));
        let detail: serde_json::Value = serde_json::from_str(&entry.detail).unwrap();
        let digest = |name: &str| detail[name].as_str().map(str::len);
        assert_ne!(detail["before_digest"], detail["after_digest"], "{action}: {detail}");
        assert!([digest("before_digest"), digest("after_digest")].into_iter().flatten().all(|chars| chars == 64));
        assert!(detail.get("before_digest").is_some() && detail.get("after_digest").is_some(), "{action}: {detail}");
    }
    let seeded: Vec<String> =
        audit(&store, None, None, 200).unwrap().into_iter().filter(|e| e.actor == "seed").map(|e| e.action).collect();
    assert!(seeded.contains(&"seed.load".to_owned()) && seeded.contains(&"association.add".to_owned()), "{seeded:?}");
}
