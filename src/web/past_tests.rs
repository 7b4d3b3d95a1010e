use super::*;

#[test]
fn the_revision_is_found_however_it_is_escaped() {
    for query in ["as_of=12", "near=1,2&as_of=12", "as_of=%31%32", "as%5Fof=12&lang=ja", "as_of=12&as_of=13"] {
        assert_eq!(asked(query), Some(12), "{query}");
    }
    for query in ["", "as_of", "as_of=", "as_of=x", "has_of=12"] {
        assert_eq!(asked(query), None, "{query}");
    }
}

#[test]
fn only_some_wait_for_the_past() {
    let past = Past::default();
    let waiting: Vec<_> = (0..WAITING).map(|_| past.place().unwrap()).collect();
    assert_eq!(past.place().unwrap_err().code(), Code::Overloaded);
    drop(waiting);
    assert!(past.place().is_ok());
}
