//! The built binary, as an operator or a clerk runs it.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it leaves out"
)]

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// A folder and a database of its own (SQLite, or a schema of the PostgreSQL that `YORUYAKU_TEST_DATABASE_URL` names),
/// and a clock that stands still.
struct Place {
    folder: TempDir,
    database_url: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database_url = match std::env::var("YORUYAKU_TEST_DATABASE_URL").ok().filter(|url| !url.is_empty()) {
            Some(url) => {
                let separator = if url.contains('?') { '&' } else { '?' };
                format!("{url}{separator}options=-csearch_path%3Dcli_{}", uuid::Uuid::now_v7().simple())
            }
            None => format!("sqlite://{}/yoruyaku.db", folder.path().display()),
        };
        Self { folder, database_url }
    }

    /// A place with the demonstration loaded.
    fn seeded() -> Self {
        let place = Self::new();
        let seeded = place.run(&["seed"]);
        assert!(seeded.status.success(), "{}", text(&seeded.stderr));
        place
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yoruyaku"));
        command
            .args(arguments)
            .env("YORUYAKU_DATABASE_URL", &self.database_url)
            .env("YORUYAKU_CLOCK", "2026-11-22T23:40:00+09:00");
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path.display().to_string()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[track_caller]
fn succeeds(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}\n{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// Exit code 2, and the reason on standard error.
#[track_caller]
fn is_refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "{}\n{}", text(&output.stdout), text(&output.stderr));
    text(&output.stderr)
}

/// Exit code 1: kept, and not published before something is confirmed; what, on standard error.
#[track_caller]
fn waits(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{}\n{}", text(&output.stdout), text(&output.stderr));
    text(&output.stderr)
}

/// A file of real data, which is not part of the project; says so when it is absent.
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
    }
    path.exists().then_some(path)
}

const LIST: &str = "薬局名,所在地,電話番号,開局時間\n\
    みほん薬局（見本）,東京都世田谷区太子堂4,00-0000-0001,月～金9:00～18:00\n\
    ためし薬局（見本）,東京都世田谷区三軒茶屋2,00-0000-0002,月～土9:00～19:00 日祝休\n";

#[test]
fn migrate_runs_once() {
    let place = Place::new();
    assert!(succeeds(&place.run(&["migrate"])).contains("directory") || !succeeds(&place.run(&["migrate"])).is_empty());
    assert!(succeeds(&place.run(&["migrate"])).contains("none"));
}

#[test]
fn a_second_seed_leaves_what_is_there() {
    let place = Place::seeded();
    let again = succeeds(&place.run(&["seed"]));
    assert!(again.contains("0 invented pharmacies, 0 duty shifts"), "{again}");
}

#[test]
fn a_list_is_imported_and_then_unchanged() {
    let place = Place::seeded();
    let file = place.file("list.csv", LIST);
    let first = succeeds(&place.run(&["import", &file, "--association", "setagaya", "--publish"]));
    assert!(first.contains("encoding UTF-8"), "{first}");
    assert!(first.contains("rows in 2 = accepted 2 + rejected 0 + unchanged 0"), "{first}");
    assert!(first.contains("published as revision"), "{first}");
    let again = succeeds(&place.run(&["import", &file, "--association", "setagaya", "--publish"]));
    assert!(again.contains("rows in 2 = accepted 0 + rejected 0 + unchanged 2"), "{again}");
}

#[test]
fn check_keeps_nothing_and_tells_by_its_exit_code() {
    let place = Place::seeded();
    let whole = "薬局名,所在地,電話番号,開局時間\nみほん薬局（見本）,世田谷区太子堂4,00-0000-0001,月～金9:00～\n";
    let file = place.file("list.csv", whole);
    let checked = place.run(&["check", &file, "--association", "setagaya", "--format", "json"]);
    assert_eq!(checked.status.code(), Some(1), "{}", text(&checked.stderr));
    let report: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(report["rows_in"], 1);
    let unreadable = report["notices"].as_array().unwrap().iter().find(|n| n["code"] == "hours_unreadable").unwrap();
    assert_eq!((&unreadable["row"], &unreadable["found"]), (&2.into(), &"月～金9:00～".into()));
}

#[test]
fn what_is_no_list_is_refused_and_nothing_is_published() {
    let place = Place::seeded();
    let list = place.file("list.csv", LIST);
    succeeds(&place.run(&["import", &list, "--association", "setagaya", "--publish"]));
    for (name, content, told) in [
        ("empty.csv", b"".as_slice(), ""),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n0000", ""),
        ("headless.csv", "りんご,みかん\n1,2\n".as_bytes(), "薬局名"),
        ("nothing.csv", "薬局名,所在地\n,\n".as_bytes(), ""),
    ] {
        let file = place.file(name, content);
        let refused = is_refused(&place.run(&["import", &file, "--association", "setagaya", "--publish"]));
        assert!(refused.contains(told) && refused.contains(" / "), "{name}: {refused}");
    }
    let again = succeeds(&place.run(&["import", &list, "--association", "setagaya", "--publish"]));
    assert!(again.contains("unchanged 2"), "{again}");
}

#[test]
fn a_list_that_loses_many_is_published_when_that_is_confirmed() {
    let place = Place::seeded();
    let list = place.file("list.csv", LIST);
    succeeds(&place.run(&["import", &list, "--association", "setagaya", "--publish"]));
    let shorter: Vec<&str> = LIST.lines().take(2).collect();
    let shorter = place.file("shorter.csv", (shorter.join("\n") + "\n").as_str());
    let publish = ["import", &shorter, "--association", "setagaya", "--publish"];
    let refused = waits(&place.run(&publish));
    assert!(refused.contains("--confirm-shrink") && !refused.contains("--confirm-warnings"), "{refused}");
    let still = succeeds(&place.run(&["check", &list, "--association", "setagaya"]));
    assert!(still.contains("unchanged 2"), "nothing was published: {still}");
    let told = succeeds(&place.run(&[&publish[..], &["--confirm-shrink"]].concat()));
    assert!(told.contains("published as revision"), "{told}");
}

#[test]
fn warnings_and_errors_are_told_with_what_changes_and_must_be_confirmed() {
    let place = Place::seeded();
    let list = place.file("list.csv", LIST);
    succeeds(&place.run(&["import", &list, "--association", "setagaya", "--publish"]));
    let changed = LIST.replace("月～金9:00～18:00", "月～金9:00～17:00")
        + ",東京都世田谷区太子堂9,00-0000-0009,月～金9:00～18:00\n"
        + "さくら薬局（見本）,東京都世田谷区太子堂5,,月～金9:00～18:00\n";
    let changed = place.file("changed.csv", &changed);
    let publish = ["import", &changed, "--association", "setagaya", "--publish"];
    let output = place.run(&publish);
    let flags = waits(&output);
    assert!(flags.contains("--confirm-warnings --confirm-rejected"), "{flags}");
    let told = text(&output.stdout);
    for line in [
        "changed みほん薬局（見本）",
        "  hours: ",
        "added さくら薬局（見本）",
        "half hours covered: ",
        "error name_missing",
        "not published",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    waits(&place.run(&[&publish[..], &["--confirm-warnings"]].concat()));
    let all = [&publish[..], &["--confirm-warnings", "--confirm-rejected"]].concat();
    assert!(succeeds(&place.run(&all)).contains("published as revision"));
}

#[test]
fn an_unknown_association_is_refused_with_those_there_are() {
    let place = Place::seeded();
    let file = place.file("list.csv", LIST);
    let refused = is_refused(&place.run(&["import", &file, "--association", "nowhere"]));
    assert!(refused.contains("nowhere") && refused.contains("setagaya, tamagawa-kinuta"), "{refused}");
    let missing = is_refused(&place.run(&["import", "/nowhere/list.csv", "--association", "setagaya"]));
    assert!(missing.contains("/nowhere/list.csv"), "{missing}");
}

#[test]
fn wrong_settings_are_told_all_at_once() {
    let place = Place::new();
    let output = place.command(&["migrate"]).env("YORUYAKU_LISTEN", "here").env("YORUYAKU_LISTENN", "x").output();
    let refused = is_refused(&output.unwrap());
    assert!(refused.contains("YORUYAKU_LISTEN:") && refused.contains("YORUYAKU_LISTENN"), "{refused}");
}

#[test]
fn hours_are_read_line_by_line() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_yoruyaku"))
        .arg("hours")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let input = "\"月-金:9:00-18:00､土:9:00-13:00\"\n月～土9：00～18：00（祝日を除く）\n\nhttps://example.jp/\n";
    let cp932 = b"\x8c\x8e9:00-18:00\n";
    let after = "月9:00～18:00 火～金9:00～19:00\n　\n";
    child.stdin.take().unwrap().write_all(&[input.as_bytes(), cp932, after.as_bytes()].concat()).unwrap();
    let output = succeeds(&child.wait_with_output().unwrap());
    let lines: Vec<serde_json::Value> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let keys: Vec<_> = lines[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["text", "class", "week", "holiday", "notes"]);
    assert_eq!(lines[0]["week"], "Mo-Fr 09:00-18:00; Sa 09:00-13:00");
    assert_eq!(lines[1]["holiday"], "closed");
    assert_eq!(lines.len(), 7, "an answer for every line");
    for (line, code) in [(2, "empty"), (3, "url"), (4, "not_understood"), (6, "empty")] {
        let (told, note) = (&lines[line], &lines[line]["notes"][0]);
        assert_eq!((&told["class"], &told["week"]), (&"unreadable".into(), &"?".into()), "{told}");
        assert_eq!(note["code"], code, "{told}");
        assert!(note["text"].as_str().is_some_and(|text| !text.trim().is_empty()), "{told}");
    }
    assert_eq!(lines[5]["week"], "Mo 09:00-18:00; Tu-Fr 09:00-19:00", "a broken line stops no other");
}

#[test]
fn the_contract_is_the_committed_one() {
    let written = succeeds(&Place::new().run(&["openapi"]));
    let committed = fs::read_to_string("openapi/yoruyaku.json").unwrap();
    assert_eq!(written.trim_end(), committed.trim_end());
}

#[test]
fn a_malformed_holiday_table_is_refused_and_the_old_one_stays() {
    let place = Place::seeded();
    let file = place.file("syukujitsu.csv", "国民の祝日・休日月日,国民の祝日・休日名称\n2026/1/1,元日\n");
    is_refused(&place.run(&["holidays", "refresh", "--file", &file]));
    let known = succeeds(&place.run(&["holidays", "show", "2026"]));
    assert!(known.contains("2026-09-22 休日") && known.contains("known to 2027-12-31 (source: law)"), "{known}");
}

#[test]
fn the_official_holiday_table_is_taken() {
    let Some(file) = shared("syukujitsu.csv") else { return };
    let place = Place::seeded();
    let told = succeeds(&place.run(&["holidays", "refresh", "--file", &file.display().to_string()]));
    assert!(told.contains("known to 2027-12-31") && !told.contains("warning"), "{told}");
    assert!(succeeds(&place.run(&["holidays", "show", "2026"])).contains("source: cabinet_office"));
}

#[test]
fn the_real_list_is_the_same_in_both_encodings() {
    let (Some(sjis), Some(utf8)) =
        (shared("setagaya_ec_2026-02-20_cp932.csv"), shared("setagaya_ec_2026-02-20_utf8bom.csv"))
    else {
        return;
    };
    let place = Place::seeded();
    let import = |file: &Path| {
        let file = file.display().to_string();
        succeeds(&place.run(&["import", &file, "--association", "setagaya", "--publish", "--confirm-warnings"]))
    };
    let first = import(&sjis);
    assert!(first.contains("encoding Shift_JIS"), "{first}");
    assert!(first.contains("rows in 43 = accepted 43 + rejected 0 + unchanged 0"), "{first}");
    let twin = import(&utf8);
    assert!(twin.contains("encoding UTF-8 (BOM)"), "{twin}");
    assert!(twin.contains("rows in 43 = accepted 0 + rejected 0 + unchanged 43"), "{twin}");
}

#[test]
fn the_ministrys_workbook_is_imported() {
    let Some(file) = shared("mhlw_ec_2026-02-20_raw.xlsx") else { return };
    let place = Place::seeded();
    let file = file.display().to_string();
    let arguments = ["import", &file, "--association", "setagaya", "--format", "json"];
    let publish = ["--publish", "--confirm-warnings", "--confirm-rejected"];
    let output = succeeds(&place.run(&[&arguments[..], &publish].concat()));
    let report: serde_json::Value = serde_json::from_str(&output).unwrap();
    let count = |key: &str| report[key].as_u64().unwrap();
    // 9,107 pharmacies and three numbers whose rows are empty but for their date of removal.
    assert_eq!(count("rows_in"), 9110);
    assert_eq!(count("rows_in"), count("accepted") + count("rejected") + count("unchanged"));
    assert!(count("accepted") > 8_850, "{} accepted", count("accepted"));
}

#[test]
fn places_are_imported_from_the_ministrys_table_and_from_no_other() {
    let place = Place::seeded();
    let table = "都道府県コード,都道府県名,市区町村コード,市区町村名,大字町丁目コード,大字町丁目名,緯度,経度,原典資料コード,大字・字・丁目区分コード\n\
        13,東京都,13112,世田谷区,131120001001,池尻一丁目,35.644032,139.682106,0,3\n\
        13,東京都,13112,世田谷区,131120001002,池尻二丁目,35.647786,139.681649,0,3\n";
    let (cp932, ..) = encoding_rs::SHIFT_JIS.encode(table);
    let file = place.file("13112.csv", cp932);
    assert!(succeeds(&place.run(&["gazetteer", "import", &file])).contains("rows in 2, places taken 2"));
    assert!(succeeds(&place.run(&["gazetteer", "import", &file])).contains("places taken 2"), "a second time too");
    let other = place.file("list.csv", LIST);
    assert!(is_refused(&place.run(&["gazetteer", "import", &other])).contains("薬局名"));
}

#[test]
fn an_operator_sets_the_numbers_for_an_emergency() {
    let place = Place::seeded();
    let emergency = |arguments: &[&str]| place.run(&[&["emergency"], arguments].concat());
    let demo = succeeds(&emergency(&["list"]));
    assert!(demo.starts_with("area,phone,lang,name,note\n,119,ja,"), "{demo}");
    assert!(demo.contains("13112,00-0000-8002,ja,小児夜間薬局（見本）"), "{demo}");
    let again = place.file("numbers.csv", &demo);
    assert_eq!(succeeds(&emergency(&["set", &again])), format!("lines set: {}\n", demo.lines().count() - 1));
    assert_eq!(succeeds(&emergency(&["list"])), demo, "setting what is in force changes nothing");
    let own = "area,phone,lang,name,note\n13112,00-0000-8003,ja,当番医（見本）,夜間\n27,#7119,ja,,\n";
    let own = place.file("own.csv", own);
    succeeds(&emergency(&["set", &own]));
    let set = succeeds(&emergency(&["list"]));
    assert!(set.contains("00-0000-8003") && set.contains("27,#7119,ja,,") && !set.contains("00-0000-8002"), "{set}");
    let bad = place.file("bad.csv", "area,phone,lang,name,note\n13112,電話,ja,x,y\n");
    let said = is_refused(&emergency(&["set", &bad]));
    assert!(said.contains("bad.csv") && said.contains("line 2: phone: digits and hyphens"), "{said}");
    is_refused(&emergency(&["set", "nowhere.csv"]));
    assert_eq!(succeeds(&emergency(&["list"])), set, "what is refused changes nothing");
    succeeds(&emergency(&["reset"]));
    let ground = succeeds(&emergency(&["list"]));
    assert!(!ground.contains("00-0000") && ground.contains("#8000"), "{ground}");
}

#[test]
fn an_operator_says_who_may_frame_lists_and_which_maps_an_area_has() {
    let place = Place::seeded();
    let embedding = |arguments: &[&str]| place.run(&[&["embedding"], arguments].concat());
    succeeds(&embedding(&["allow", "13112", "https://www.city.example.lg.jp", "https://*.example.jp"]));
    succeeds(&embedding(&["allow", "13112", "https://www.city.example.lg.jp"]));
    succeeds(&embedding(&["allow", "setagaya", "https://www.example.or.jp"]));
    let reha = "https://maps.example.jp/reha";
    succeeds(&embedding(&["map", "13112", reha, "--title", "リハ資源"]));
    succeeds(&embedding(&["map", "13112", "https://maps.example.jp/b", "--title", "防災", "--title-en", "Disaster"]));
    succeeds(&embedding(&["map", "13112", reha, "--title", "リハビリテーション資源マップ"]));
    assert_eq!(
        succeeds(&embedding(&["list"])),
        "13112\tframe\thttps://*.example.jp https://www.city.example.lg.jp\n\
         setagaya\tframe\thttps://www.example.or.jp\n\
         13112\tmap\thttps://maps.example.jp/reha\tリハビリテーション資源マップ\t\n\
         13112\tmap\thttps://maps.example.jp/b\t防災\tDisaster\n"
    );
    succeeds(&embedding(&["open", "13112"]));
    succeeds(&embedding(&["unmap", "13112", reha]));
    let left = succeeds(&embedding(&["list"]));
    assert_eq!(left.lines().count(), 2, "{left}");
    for bad in [
        &["allow", "13112", "https://a.jp; script-src *"][..],
        &["allow", "13112", "*"],
        &["allow", "Setagaya Ward", "https://a.jp"],
        &["map", "13112", "javascript:alert(1)", "--title", "地図"],
        &["map", "setagaya", "https://a.jp", "--title", "地図"],
        &["unmap", "13112", "https://nowhere.example.jp"],
    ] {
        is_refused(&embedding(bad));
    }
    assert_eq!(succeeds(&embedding(&["list"])), left, "what is refused changes nothing");
}
