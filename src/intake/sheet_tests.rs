use super::*;

#[test]
fn joined_cells_show_one_text_in_each_row() {
    let row = |number, cells: &[&str]| SheetRow { number, cells: cells.iter().map(|c| (*c).to_owned()).collect() };
    let rows = vec![row(1, &["薬局名", "班"]), row(2, &["甲", "A"]), row(3, &["乙"]), row(4, &["丙"])];
    let joined = |rows, columns| Merge { rows, columns };
    // The heading's own, a title's across columns, and one of two rows.
    let merges = vec![joined((1, 2), (0, 0)), joined((2, 4), (0, 1)), joined((2, 3), (1, 1))];
    let sheet = Sheet { rows, merges, ..Sheet::default() };
    let down = JoinedDown::below(&sheet, 1);
    let told: Vec<_> = sheet.rows.iter().map(|row| down.filled(row).cell(1).to_owned()).collect();
    assert_eq!(told, ["班", "A", "A", ""]);
    assert!(matches!(down.filled(&sheet.rows[3]), Cow::Borrowed(_)));
}

#[test]
fn columns_are_lettered_as_spreadsheets_do() {
    for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
        assert_eq!(column_letters(column), letters);
        assert_eq!(column_number(letters), Some(column));
    }
    for wrong in ["", "a", "A1", "AAAA", "あ"] {
        assert_eq!(column_number(wrong), None);
    }
}
