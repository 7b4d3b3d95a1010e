//! Bad input gets a clear answer and leaves what is published untouched.

use std::io::Write;

use crate::support::{LIST, form, list, on_each_database};

const SEND: &str = "/v1/listings?association=setagaya";

#[actix_web::test]
async fn what_is_no_list_is_refused_with_its_reason() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let before = server.revision().await;
        let mut ole = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        ole.resize(4096, 0);
        let workbook = workbook();
        let cases: [(&str, Vec<u8>); 8] = [
            ("empty", Vec::new()),
            ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
            ("a PDF", b"%PDF-1.7 one two three".to_vec()),
            ("an old or encrypted workbook that breaks off", ole),
            ("a workbook that breaks off", workbook[..workbook.len() / 2].to_vec()),
            ("no known heading", "りんご,みかん\n1,2\n".into()),
            ("headings only", "薬局名,所在地,電話番号,開局時間\n".into()),
            ("NUL bytes", vec![0; 2048]),
        ];
        for (what, bytes) in cases {
            let problem = editor.post(SEND, &[], bytes).await.problem(422, "unreadable_file");
            assert!(problem["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{what}: {problem}");
            assert_eq!(problem["errors"][0]["parameter"], "file", "{what}");
        }
        let versions = editor.get("/v1/listings?association=setagaya").await.of(200);
        assert_eq!(versions["items"].as_array().unwrap().len(), 1, "nothing refused is kept");
        assert_eq!(server.revision().await, before);
    })
    .await;
}

fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["薬局名", "所在地", "電話番号", "開局時間"]) {
        sheet.write_string(0, column, heading).unwrap();
        sheet.write_string(1, column, heading.repeat(50)).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[actix_web::test]
async fn a_body_that_is_too_large_is_refused_while_it_comes_in() {
    on_each_database(async |mut house| {
        let server = house.serve_with(&[("YORUYAKU_UPLOAD_BYTES", "65536")]);
        let editor = server.with(&house.token("editor:setagaya"));
        let large = vec![b'a'; 70_000];
        editor.post(SEND, &[], large.clone()).await.problem(413, "payload_too_large");
        let (kind, body) = form(("list.csv", &large), &[]);
        editor.post(SEND, &[("content-type", &kind)], body).await.problem(413, "payload_too_large");
        // Without a length, in pieces: 200 MB are offered, a little is taken.
        let head = format!(
            "POST {SEND} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nTransfer-Encoding: chunked\r\n\r\n",
            house.token("editor:setagaya")
        );
        let address = server.base.trim_start_matches("http://").to_owned();
        let told = actix_web::rt::task::spawn_blocking(move || offer(&address, &head, 200 << 20)).await.unwrap();
        assert!(told.starts_with("HTTP/1.1 413"), "{told}");
        editor.send(list(LIST)).await;
    })
    .await;
}

/// Offers so many bytes in pieces, until the server has enough; what it said.
fn offer(address: &str, head: &str, bytes: usize) -> String {
    use std::io::Read;
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    let piece = [b"10000\r\n".as_slice(), &[b'a'; 0x10000], b"\r\n"].concat();
    for _ in 0..bytes / 0x10000 {
        if stream.write_all(&piece).is_err() {
            break;
        }
    }
    let mut told = vec![0; 4096];
    let read = stream.read(&mut told).unwrap_or(0);
    String::from_utf8_lossy(&told[..read]).into_owned()
}

#[actix_web::test]
async fn a_form_that_is_not_one_is_refused() {
    on_each_database(async |mut house| {
        let editor = house.serve().with(&house.token("editor:setagaya"));
        let multipart = [("content-type", "multipart/form-data; boundary=x")];
        editor.post(SEND, &multipart, "no boundary at all").await.problem(400, "malformed_body");
        editor
            .post(SEND, &multipart, "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nbreaks off")
            .await
            .problem(400, "malformed_body");
        let (kind, body) = form(("", b""), &[("association", "setagaya")]);
        let problem =
            editor.post("/v1/listings", &[("content-type", &kind)], body).await.problem(422, "invalid_fields");
        assert_eq!(problem["errors"][0]["parameter"], "file");
        let problem = editor.post("/v1/listings", &[], list(LIST)).await.problem(422, "invalid_fields");
        assert_eq!(problem["errors"][0]["parameter"], "association");
        let json = [("content-type", "application/json")];
        editor.post(SEND, &json, list(LIST)).await.problem(415, "unsupported_media_type");
        let problem = editor.post("/v1/listings?scope=most", &[], list(LIST)).await.problem(400, "invalid_parameter");
        let blamed: Vec<_> =
            problem["errors"].as_array().unwrap().iter().map(|error| error["parameter"].clone()).collect();
        assert_eq!(blamed, ["scope"]);
        editor.post("/v1/listings?asociation=x", &[], list(LIST)).await.problem(400, "unknown_parameter");
        editor.get("/v1/listings").await.problem(400, "invalid_parameter");
    })
    .await;
}

#[actix_web::test]
async fn what_cells_hold_is_text_everywhere() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let rows = [
            "<script>alert(1)</script>薬局（見本）,東京都世田谷区太子堂4-1-1,00-0000-9001,月～金9:00～18:00",
            "=HYPERLINK(\"x\")薬局（見本）,東京都世田谷区太子堂4-1-2,00-0000-9002,月～金9:00～18:00",
            "\u{7}べる薬局（見本）\u{0},東京都世田谷区太子堂4-1-3,00-0000-9003,月～金9:00～18:00",
        ];
        let sent = editor.send(list(&rows)).await;
        assert_eq!(sent.json()["listing"]["counts"]["accepted"], 3, "{}", sent.text());
        assert_eq!(sent.header("content-type"), "application/json");
        assert_eq!(sent.header("x-content-type-options"), "nosniff");
        editor.publish(&sent).await.of(200);
        let found = server.get("/v1/pharmacies?association=setagaya&state=open,on_call,closed,unknown").await.of(200);
        let names: Vec<&str> =
            found["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
        assert!(names.contains(&"べる薬局（見本）"), "{names:?}");
    })
    .await;
}
