use super::*;

#[test]
fn only_the_text_opens_what_was_kept_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&store::test_database_url(&folder.path().join("store.db")), 2).unwrap();
    store.migrate().unwrap();
    let at = "2026-11-22T10:00:00".parse::<NaiveDateTime>().unwrap();
    let proposals = vec![
        ("福岡県福岡市博多区博多駅前三丁目".to_owned(), Position::new(33.5886, 130.4166).unwrap()),
        ("福岡県福岡市博多区".to_owned(), Position::new(33.59, 130.41).unwrap()),
    ];
    let text = "博多駅前3丁目";
    assert_eq!(recall_geocoded(&store, text, at).unwrap(), None);
    remember_geocoded(&store, text, &proposals, at).unwrap();
    remember_geocoded(&store, text, &proposals, at).unwrap();
    remember_geocoded(&store, "どこにもない", &[], at).unwrap();
    assert_eq!(recall_geocoded(&store, "博多駅前 ３丁目", at).unwrap(), Some(proposals.clone()), "folded alike");
    assert_eq!(recall_geocoded(&store, "どこにもない", at).unwrap(), Some(Vec::new()));
    assert_eq!(recall_geocoded(&store, "博多駅前4丁目", at).unwrap(), None);
    assert_eq!(recall_geocoded(&store, text, at + TimeDelta::days(31)).unwrap(), None, "too long ago");

    let folded = fold(text);
    let sealed = store.read(|c| store::get_geocoded(c, &digest(&folded), at)).unwrap().unwrap();
    let holds = |part: &str| sealed.windows(part.len()).any(|window| window == part.as_bytes());
    assert!(!holds("title") && !holds("33.5886") && !holds("博多"), "it is sealed");
    assert_ne!(open(&sealed, &fold("博多駅前4丁目")), open(&sealed, &folded));
}
