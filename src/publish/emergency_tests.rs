use super::*;
use crate::directory::EMERGENCY_LANGUAGES;

#[test]
fn every_line_compiled_in_is_read_and_every_language_speaks() {
    let rows = include_str!("../../seed/emergency.csv").lines().count() - 1;
    assert_eq!(NUMBERS.lines.len(), rows);
    for lang in EMERGENCY_LANGUAGES {
        let spoken = NUMBERS.lines.iter().filter(|line| line.lang == lang).count();
        assert_eq!(spoken * EMERGENCY_LANGUAGES.len(), rows, "{lang}");
    }
}

#[test]
fn a_table_is_read_as_excel_saves_it_and_refused_by_its_line() {
    let table = "area,phone,lang,name,note\r\n13112,00-0000-8001,ja,休日夜間診療案内,夜間・休日\r\n";
    let cp932 = SHIFT_JIS.encode(table).0;
    let bom = format!("\u{feff}{table}");
    for bytes in [table.as_bytes(), &cp932, bom.as_bytes()] {
        assert_eq!(read_emergency(bytes).unwrap().lines[0].name, "休日夜間診療案内");
    }
    assert_eq!(read_emergency(b"area,phone,lang,name,note\n").unwrap(), Emergency::default());
    for (bad, said) in [
        ("", "line 1: the first line is area,phone,lang,name,note"),
        ("phone,name\n119,x\n", "line 1"),
        ("area,phone,lang,name,note\n,119,ja,x\n", "line 2: 4 cells"),
        ("area,phone,lang,name,note\n,119,ja,x,y\n,tel,ja,x,y\n", "line 3: phone: digits"),
        ("area,phone,lang,name,note\n,119,ja,x,y\n,119,ja,x,y\n", "line 3: 119 for area \"\" in ja stands there twice"),
        ("area,phone,lang,name,note\n13,119,en,x,y\n", "119 for area \"13\" needs a line in ja"),
    ] {
        let error = read_emergency(bad.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(said), "{bad}: {error}");
    }
    assert!(read_emergency(&[0x81, 0xff, 0x00]).is_err());
}
