//! Files that mean harm, and lives that end in the middle: a clear answer, and what is published stays untouched.

use std::{
    io::{Cursor, Read, Write},
    net::TcpStream,
    time::Duration,
};

use serde_json::Value;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::{ANOTHER, Answer, Client, LIST, list, on_each_database};

const SEND: &str = "/v1/listings?association=setagaya";
const HEAD: &str = "薬局名,所在地,電話番号,開局時間\n";

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A container as Excel makes for a workbook with a password.
fn encrypted() -> Vec<u8> {
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    container.create_stream("/EncryptedPackage").unwrap().write_all(&[7; 4096]).unwrap();
    container.create_stream("/EncryptionInfo").unwrap();
    container.into_inner().into_inner()
}

fn laughing_workbook() -> Vec<u8> {
    let entity = |n: usize| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10));
    let entities: Vec<String> = (1..10).map(entity).collect();
    let entities = entities.concat();
    let doctype = format!("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY l0 \"lol\">{entities}]>");
    let book = format!(
        "{doctype}<workbook xmlns:r=\"r\"><sheets><sheet name=\"&l9;\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let relations = "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let sheet = format!(
        "{doctype}<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&l9;</t></is></c></row></sheetData></worksheet>"
    );
    zip_of(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b"<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn wide_workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["薬局名", "電話番号"]).unwrap();
    sheet.write_string(0, 16_383, "x").unwrap();
    book.save_to_buffer().unwrap()
}

#[actix_web::test]
async fn files_that_mean_harm_are_refused_quickly() {
    on_each_database(async |mut house| {
        // Made first: a connection kept too long is closed by the server.
        let bomb = zip_of(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &vec![b' '; 64 << 20])]);
        assert!(bomb.len() < 1 << 20);
        let cases: [(&str, Vec<u8>, &[&str]); 7] = [
            ("a password", encrypted(), &["encrypted"]),
            ("a zip bomb", bomb, &["too_large"]),
            (
                "a million columns",
                format!("薬局名{}\n甲薬局（見本）\n", ",x".repeat(1_000_000)).into(),
                &["too_many_columns"],
            ),
            ("a cell in the last column", wide_workbook(), &["too_many_columns"]),
            ("a billion laughs", laughing_workbook(), &["damaged", "empty_file", "no_known_heading"]),
            ("500,000 rows", format!("薬局名\n{}", "甲薬局\n".repeat(500_000)).into(), &["too_many_rows"]),
            (
                "a quotation that never ends",
                format!("{HEAD}甲薬局（見本）,\"{}", "x\n".repeat(9_000)).into(),
                &["damaged"],
            ),
        ];
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let before = server.revision().await;
        for (what, bytes, reasons) in cases {
            let begun = std::time::Instant::now();
            let problem = editor.post(SEND, &[], bytes).await.problem(422, "unreadable_file");
            let reason = problem["reason"].as_str().unwrap();
            assert!(reasons.contains(&reason), "{what}: {problem}");
            assert!(begun.elapsed() < Duration::from_secs(50), "{what}: {:?}", begun.elapsed());
        }
        let versions = editor.get("/v1/listings?association=setagaya").await.of(200);
        assert_eq!(versions["items"].as_array().unwrap().len(), 1, "nothing refused is kept");
        assert_eq!(server.revision().await, before);
        editor.send(list(LIST)).await;
    })
    .await;
}

#[actix_web::test]
async fn two_hundred_megabytes_are_too_many() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let head = format!(
            "POST {SEND} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Length: {}\r\n\r\n",
            house.token("editor:setagaya"),
            200 << 20
        );
        let told = conversation(&server, head, vec![b'a'; 1 << 20], 200, false).await;
        assert!(told.starts_with("HTTP/1.1 413") && told.contains("payload_too_large"), "{told}");
    })
    .await;
}

/// Says `head` and then `piece` so many times, or until the server has enough; what the server said. When `hangs_up`,
/// nothing is waited for.
async fn conversation(server: &Client, head: String, piece: Vec<u8>, times: usize, hangs_up: bool) -> String {
    let address = server.base.trim_start_matches("http://").to_owned();
    let talk = move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        for _ in 0..times {
            if stream.write_all(&piece).is_err() {
                break;
            }
        }
        if hangs_up {
            return String::new();
        }
        let mut told = vec![0; 1 << 16];
        let read = stream.read(&mut told).unwrap_or(0);
        String::from_utf8_lossy(&told[..read]).into_owned()
    };
    actix_web::rt::task::spawn_blocking(talk).await.unwrap()
}

#[actix_web::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let token = house.token("editor:setagaya");
        let editor = server.with(&token);
        let before = editor.get("/v1/listings?association=setagaya").await.of(200);
        let file = list(LIST);
        let head = format!(
            "POST {SEND} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Length: {}\r\n\r\n",
            file.len() + 100
        );
        conversation(&server, head, file, 1, true).await;
        actix_web::rt::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(editor.get("/v1/listings?association=setagaya").await.of(200), before);
        editor.send(list(LIST)).await;
    })
    .await;
}

fn notices<'a>(told: &'a Value, code: &str) -> Vec<&'a Value> {
    told["report"]["notices"].as_array().unwrap().iter().filter(|notice| notice["code"] == code).collect()
}

#[actix_web::test]
async fn odd_cells_are_told_row_by_row_and_the_rest_is_read() {
    on_each_database(async |mut house| {
        let editor = house.serve().with(&house.token("editor:setagaya"));
        // One row pasted from another encoding, numbers run together, a NUL.
        let mut file = format!(
            "{HEAD}甲薬局（見本）,東京都世田谷区太子堂4-1-1,0166-99-9999090-9999-9999,月～金9:00～18:00\n\
             乙\u{0}薬局（見本）,東京都世田谷区下馬1-1-1,00-0000-9002,月～金9:00～18:00\n"
        )
        .into_bytes();
        for n in 1..9 {
            let row = format!("丙{n}薬局（見本）,東京都世田谷区池尻{n}-1-1,00-0000-910{n},月～金9:00～18:00\n");
            file.extend_from_slice(row.as_bytes());
        }
        file.extend_from_slice(&[0x93, 0xfa, 0x96, 0x7b]);
        file.extend_from_slice("薬局（見本）,東京都世田谷区上馬1-1-1,00-0000-9003,月～金9:00～18:00\n".as_bytes());
        let told = editor.send(file).await.json();
        assert_eq!(told["listing"]["counts"]["accepted"], 11, "{told}");
        let run_together = notices(&told, "phone_run_together");
        assert_eq!((run_together.len(), run_together[0]["row"].as_u64()), (1, Some(2)));
        assert!(run_together[0]["ja"].as_str().unwrap().contains("区切って"));
        let undecodable = notices(&told, "undecodable");
        assert_eq!(undecodable.iter().map(|notice| notice["row"].as_u64()).collect::<Vec<_>>(), [Some(12)], "{told}");
        assert_eq!(notices(&told, "control_characters")[0]["row"], 3);
    })
    .await;
}

#[actix_web::test]
async fn a_cell_is_text_on_pages_and_in_downloads() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let rows = [
            "<script>alert(1)</script>薬局（見本）,東京都世田谷区太子堂4-1-1,00-0000-9001,月～金9:00～18:00",
            "=cmd|' /C calc'!A0薬局（見本）,東京都世田谷区太子堂4-1-2,00-0000-9002,月～金9:00～18:00",
        ];
        editor.publish(&editor.send(list(&rows)).await).await.of(200);
        let found = server.get("/v1/pharmacies?association=setagaya&state=open,on_call,closed,unknown").await.of(200);
        for item in found["items"].as_array().unwrap() {
            let page = server.get(&format!("/p/{}", item["id"].as_str().unwrap())).await;
            assert_eq!(page.status, 200);
            assert!(!page.text().contains("<script>alert"), "{}", page.text());
        }
        for address in [
            "/v1/associations/setagaya/list.csv",
            "/v1/pharmacies.csv?association=setagaya&state=open,on_call,closed,unknown",
        ] {
            let csv = editor.get(address).await;
            assert_eq!(csv.status, 200, "{address}: {}", csv.text());
            let text = csv.text();
            let cell = text.split(['\n', ',']).find(|cell| cell.contains("=cmd|")).unwrap();
            assert!(cell.trim_start_matches('"').starts_with("'="), "{address}: {cell}");
        }
    })
    .await;
}

#[actix_web::test]
async fn a_roster_that_names_a_stranger_enters_nothing() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        editor.publish(&editor.send(list(LIST)).await).await.of(200);
        let (revision, day) = (server.revision().await, chrono::Utc::now().date_naive() + chrono::TimeDelta::days(400));
        let roster =
            format!("日付,薬局名,時間\n{day},あおば薬局（見本）,9:00～17:00\n{day},しらない薬局,9:00～17:00\n");
        let problem = editor.post("/v1/duties?association=setagaya", &[], roster).await.problem(422, "roster_refused");
        assert_eq!(problem["errors"][0]["allowed"], "roster_unknown_pharmacy", "{problem}");
        assert_eq!(server.revision().await, revision);
        // By groups: who is in them is said by another column of the published list.
        let with_groups: Vec<String> =
            LIST.iter().zip(["A班", "B班"]).map(|(row, group)| format!("{row},{group}")).collect();
        let file = format!("薬局名,所在地,電話番号,開局時間,班\n{}\n", with_groups.join("\n"));
        editor.publish(&editor.send(file).await).await.of(200);
        let turns = format!("日付,班,時間\n{day},Ａ,9:00～17:00\n");
        let entered = editor.post("/v1/duties?association=setagaya", &[], turns).await.of(200);
        assert_eq!(
            (entered["added"].as_array().unwrap().len(), &entered["added"][0]["name"]),
            (1, &"あおば薬局（見本）".into())
        );
        let nobody = format!("日付,班,時間\n{day},C,9:00～17:00\n");
        let problem = editor.post("/v1/duties?association=setagaya", &[], nobody).await.problem(422, "roster_refused");
        assert_eq!(problem["errors"][0]["allowed"], "roster_unknown_group");
    })
    .await;
}

/// The names on Setagaya's list, as readers see them, sorted.
async fn names(server: &Client) -> Vec<String> {
    let found =
        server.get("/v1/pharmacies?association=setagaya&state=open,on_call,closed,unknown&limit=100").await.of(200);
    let mut names: Vec<String> =
        found["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

#[actix_web::test]
async fn a_power_cut_in_a_publication_leaves_one_list_or_the_other() {
    on_each_database(async |mut house| {
        let mut server = house.serve();
        let token = house.token("editor:setagaya");
        let first = server.with(&token).send(list(LIST)).await;
        server.with(&token).publish(&first).await.of(200);
        let lists = [names(&server).await, vec!["あおば薬局（見本）".to_owned(), "こだち薬局（見本）".to_owned()]];
        for wait in [0, 2, 5, 9, 14, 20, 30] {
            let editor = server.with(&token);
            let now_first = names(&server).await == lists[0];
            let sent: Answer = editor.send(list(if now_first { ANOTHER } else { LIST })).await;
            let asking = actix_web::rt::spawn(async move {
                let address = format!("/v1/listings/{}/publish", sent.id());
                let body = serde_json::json!({ "confirm": ["shrink", "warnings"] });
                editor.try_post_json(&address, &[("if-match", sent.header("etag"))], &body).await
            });
            actix_web::rt::time::sleep(Duration::from_millis(wait)).await;
            house.kill();
            let acknowledged = asking.await.unwrap().is_some_and(|answer| answer.status == 200);
            server = house.serve();
            let seen = names(&server).await;
            assert!(lists.contains(&seen), "after {wait} ms: {seen:?}");
            if acknowledged {
                assert_eq!(seen == lists[0], !now_first, "what was acknowledged holds");
            }
            let versions = server.with(&token).get("/v1/listings?association=setagaya").await.of(200);
            let states = versions["items"].as_array().unwrap().iter().filter(|item| item["state"] == "published");
            assert_eq!(states.count(), 1);
        }
    })
    .await;
}
