use super::*;

fn cursor() -> Cursor {
    Cursor {
        revision: 7,
        at_s: 1_795_000_000,
        key: f64::to_bits(1.5e-9),
        question: 42,
        id: PharmacyId::new("0191f3a4-7c1e-7d2a-9b1c-aabbccddeeff").unwrap(),
    }
}

#[test]
fn a_cursor_reads_back() {
    let text = cursor().to_string();
    assert_eq!(text.parse(), Ok(cursor()));
    assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'), "{text}");
}

#[test]
fn anything_else_is_malformed() {
    let text = cursor().to_string();
    let cut = text.get(..40).unwrap();
    let other_version = format!("Ag{}", text.get(2..).unwrap());
    let long = "A".repeat(10_000);
    for wrong in ["", "0", "not a cursor", "====", "あ", cut, &other_version, &long] {
        assert_eq!(wrong.parse::<Cursor>(), Err(CursorError::Malformed), "{wrong:?}");
    }
}

#[test]
fn every_part_of_the_question_but_the_page_counts() {
    let at = cursor().at();
    let plain = Question::at(at);
    let changed = [
        Question { area: Some("13112".into()), ..plain.clone() },
        Question { text: Some("13112".into()), ..plain.clone() },
        Question { at: at + chrono::TimeDelta::seconds(1), ..plain.clone() },
        Question { until: Some(at), ..plain.clone() },
        Question { states: vec![crate::hours::State::Open], ..plain.clone() },
        Question { services: vec![crate::directory::Service::Tpn], ..plain.clone() },
        Question { membership: Some(Membership::Member), ..plain.clone() },
        Question { stated_only: true, ..plain.clone() },
        Question { closing_soon: true, ..plain.clone() },
        Question { sort: Sort::Name, ..plain.clone() },
    ];
    let prints: std::collections::HashSet<u64> = changed.iter().map(fingerprint).collect();
    assert_eq!(prints.len(), changed.len());
    assert!(!prints.contains(&fingerprint(&plain)));
    let page = Question { limit: 5, after: Some(cursor()), ..plain.clone() };
    assert_eq!(fingerprint(&page), fingerprint(&plain));
}
