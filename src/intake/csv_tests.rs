use super::*;

fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
    read(text, &Limits::default()).unwrap().rows.into_iter().map(|row| (row.number, row.cells)).collect()
}

#[test]
fn rows_are_numbered_as_spreadsheets_show_them() {
    let found = rows("a,b\r\n\r\n1,\"two\nlines\"\r\n,\r\n\r\n\r\n3,4");
    let numbers: Vec<u32> = found.iter().map(|row| row.0).collect();
    assert_eq!(numbers, [1, 3, 7]);
    assert_eq!(found[1].1, ["1", "two\nlines"]);
    assert_eq!(rows("\n\na,b\n1,2").iter().map(|row| row.0).collect::<Vec<_>>(), [3, 4]);
}

#[test]
fn separators_are_found() {
    for text in [
        "a\tb\tc\n1,5\t2\t3\n",
        "a;b;c\n1,5;2;3\n",
        "a|b|c\n1,5|2|3",
        "a,b,c\n\"1,5\",2,3\n",
        "sep=;\na;b;c\n1,5;2;3\n",
    ] {
        assert_eq!(rows(text).last().unwrap().1, ["1,5", "2", "3"], "{text}");
    }
}

#[test]
fn limits_hold() {
    let limits = Limits { rows: 10, columns: 3, ..Limits::default() };
    assert_eq!(read(&"a,b\n".repeat(100), &limits).unwrap_err().code, "too_many_rows");
    assert_eq!(read("a,b,c,d\n", &limits).unwrap_err().code, "too_many_columns");
    assert!(read("a,b,c,,,,\n", &limits).is_ok());
    assert_eq!(read(&format!("a,b\n1,\"{}", "x,y\n".repeat(300)), &limits).unwrap_err().code, "damaged");
}
