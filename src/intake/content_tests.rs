use super::*;

#[test]
fn cells_are_told_at_sight() {
    for (text, look) in [
        ("03-5301-2830", Some(Look::Telephone)),
        ("0368047063", Some(Look::Telephone)),
        ("(0123)45-6789", Some(Look::Telephone)),
        ("1310012345", None),
        ("900-0003", Some(Look::Postal)),
        ("那覇市安謝1-10-30", Some(Look::Address)),
        ("月～金9：00～18：00", Some(Look::Hours)),
        ("無", Some(Look::Answer)),
        ("くくる薬局", Some(Look::Name)),
        ("https://example.jp", Some(Look::Url)),
        ("17", None),
        ("備考", None),
        ("", None),
    ] {
        assert_eq!(Look::of_cell(text), look, "{text}");
    }
}
