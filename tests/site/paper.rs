//! What is printed: flyer, poster, rota and door notice, read back as text by poppler.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use yoruyaku::directory::{Emergency, EmergencyLine};

use crate::support::{Page, directory, serve, serve_at, serve_told, stated};

/// The text of a PDF as a reader selects it; `None` where poppler is not installed.
fn text(page: &Page) -> Option<String> {
    let mut poppler = match Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
    {
        Ok(started) => started,
        Err(error) => {
            println!("skipped: the text of what is printed: pdftotext of poppler: {error}");
            return None;
        }
    };
    poppler.stdin.take().unwrap().write_all(&page.bytes).unwrap();
    let told = poppler.wait_with_output().unwrap();
    assert!(told.status.success(), "pdftotext: {}", told.status);
    Some(String::from_utf8(told.stdout).unwrap())
}

fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

fn is_paper(page: &Page) {
    assert_eq!((page.status.as_u16(), page.header("content-type")), (200, "application/pdf"));
    assert!(page.bytes.starts_with(b"%PDF-1.7"), "{:?}", page.bytes.get(..8));
    let raw = String::from_utf8_lossy(&page.bytes);
    holds(&raw, &["/StructTreeRoot", "/Lang", "/FontFile2", "<pdfuaid:part>1</pdfuaid:part>"]);
    assert!(page.bytes.len() < 400_000, "{} bytes: the typeface is not cut down", page.bytes.len());
}

#[actix_web::test]
async fn a_flyer_and_a_poster_lead_to_the_area() {
    let visitor = serve(directory()).await;
    for (path, size) in [("flyer", ["595.2", "841.8"]), ("poster", ["841.8", "1190.5"])] {
        let page = visitor.get(&format!("/areas/13112/{path}.pdf")).await;
        is_paper(&page);
        let raw = String::from_utf8_lossy(&page.bytes);
        let media = raw.split("/MediaBox").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
        assert!(size.iter().all(|side| media.contains(side)), "{path}: {media}");
        let Some(text) = text(&page) else { return };
        holds(
            &text,
            &[
                "世田谷区",
                "夜間・休日に開いている薬局",
                "Pharmacies open at night and on holidays",
                "https://yoruyaku.example.jp/areas/13112",
                "行く前に、必ず電話してください。",
                "#7119",
                "発行 2026年11月22日 19:30",
            ],
        );
    }
}

#[actix_web::test]
async fn names_are_printed_as_they_are_written() {
    let mut sample = directory();
    for pharmacy in &mut sample.pharmacies {
        pharmacy.facts.name = format!("㈱髙﨑①薬局𠮷 {} 약\u{200b}", pharmacy.id);
    }
    let page = serve(sample).await.get("/areas/13112/calendar.pdf").await;
    is_paper(&page);
    let Some(text) = text(&page) else { return };
    holds(&text, &["㈱髙﨑①薬局𠮷 duty-h 〓", "11月22日(日)", "18:00～23:00", "00-0000-1234"]);
}

#[actix_web::test]
async fn a_rota_is_of_its_month_and_says_when_there_is_none() {
    let visitor = serve(directory()).await;
    let page = visitor.get("/areas/13112/calendar.pdf?month=2027-06").await;
    is_paper(&page);
    assert!(page.header("content-disposition").contains("yoruyaku-calendar-13112-2027-06.pdf"));
    let Some(text) = text(&page) else { return };
    holds(&text, &["2027年6月", "この月の当番は、一覧に載っていません。", "/areas/13112?month=2027-06"]);
}

#[actix_web::test]
async fn a_door_notice_names_the_nearest_that_are_open() {
    let visitor = serve(directory()).await;
    let page = visitor.get("/p/shut-i/door.pdf").await;
    is_paper(&page);
    let Some(closed) = text(&page) else { return };
    holds(&closed, &["shut-i 薬局（見本）", "ただいま閉局しています", "11月22日(日) 19:30の予定です。"]);
    holds(&closed, &["1. duty-h 薬局（見本）", "3. open-a 薬局（見本）", "20:00まで", "00-0000-1234", "/?near="]);
    assert!(!closed.contains("4. "), "{closed}");
    // One that is open prints it for the time after its closing, and does not name itself.
    let open = text(&visitor.get("/p/open-a/door.pdf").await).unwrap();
    holds(&open, &["11月22日(日) 20:00の予定です。"]);
    assert!(!open.contains(". open-a"), "{open}");
    let asked = text(&visitor.get("/p/shut-i/door.pdf?date=2026-11-24&time=10:00").await).unwrap();
    holds(&asked, &["11月24日(火) 10:00の予定です。"]);
}

#[actix_web::test]
async fn a_door_notice_says_day_and_night_and_what_is_not_sure() {
    let mut sample = directory();
    for pharmacy in sample.pharmacies.iter_mut().filter(|pharmacy| pharmacy.id.as_str() == "open-a") {
        pharmacy.facts.hours = Some(stated("Mo-Su 00:00-24:00; PH 00:00-24:00"));
    }
    let holiday = serve_at("2026-11-23T11:00:00+09:00", sample).await;
    let Some(told) = text(&holiday.get("/p/shut-i/door.pdf").await) else { return };
    assert!(told.contains("24時間") && !told.contains("終わりの時刻はわかりません"), "{told}");
    let sunday = serve_at("2026-11-22T22:00:00+09:00", directory()).await;
    let told = text(&sunday.get("/p/closed-c/door.pdf").await).unwrap();
    holds(&told, &["11月24日(火) 9:00に開きます（その前は要電話確認）", "Opens Tue 24 November, 9:00"]);
}

#[actix_web::test]
async fn where_nobody_is_open_the_notice_says_so() {
    let mut sample = directory();
    for pharmacy in &mut sample.pharmacies {
        pharmacy.facts.hours = None;
    }
    let visitor = serve_at("2026-11-25T04:00:00+09:00", sample).await;
    let Some(text) = text(&visitor.get("/p/silent-e/door.pdf").await) else { return };
    holds(&text, &["この時間に開いていると確かめられた薬局はありません。", "119"]);
}

#[actix_web::test]
async fn there_is_no_paper_of_what_is_not() {
    let visitor = serve(directory()).await;
    for path in ["/areas/99999/flyer.pdf", "/areas/13/poster.pdf", "/areas/13112/other.pdf", "/p/nobody/door.pdf"] {
        assert_eq!(visitor.get(path).await.status.as_u16(), 404, "{path}");
    }
    assert_eq!(visitor.get("/p/shut-i/door.pdf?date=2026-02-30&time=x").await.status.as_u16(), 400);
}

#[actix_web::test]
async fn a_page_can_be_seen_as_it_will_be_printed() {
    let visitor = serve(directory()).await;
    let page = visitor.get("/?q=太子堂&view=print").await;
    assert_eq!(page.status.as_u16(), 200);
    holds(&page.html, &["data-print", "media=\"all\"", "<svg class=\"code\"", "発行 2026年11月22日 19:30"]);
    assert!(page.html.contains("href=\"/?q=%E5%A4%AA%E5%AD%90%E5%A0%82\""), "the way back");
    let plain = visitor.get("/?q=太子堂").await;
    assert!(!plain.html.contains("data-print") && plain.html.contains("media=\"print\""));
}

#[actix_web::test]
async fn a_flyer_has_the_operators_numbers_too_and_is_still_one_page() {
    let line = |phone, name| EmergencyLine::new("13112", phone, "ja", name, "夜間・休日（見本）").unwrap();
    let lines = vec![
        line("00-0000-8001", "当番医"),
        line("00-0000-8002", "小児夜間薬局"),
        line("00-0000-8003", "精神科の救急"),
    ];
    let visitor = serve_told(directory(), Emergency { lines }, 0).await;
    for path in ["/areas/13112/flyer.pdf", "/areas/13112/poster.pdf"] {
        let Some(text) = text(&visitor.get(path).await) else { return };
        holds(&text, &["119", "#7119", "#8000", "00-0000-8001", "00-0000-8002", "00-0000-8003", "小児夜間薬局"]);
        assert_eq!(text.matches('\u{c}').count(), 1, "{path} is one page");
    }
}

#[actix_web::test]
async fn a_door_notice_stays_one_page_whatever_numbers_and_names_it_has() {
    let line = |phone: &str, name: &str| EmergencyLine::new("13112", phone, "ja", name, "夜間・休日（見本）").unwrap();
    let lines = (1..=9).map(|n| line(&format!("00-0000-800{n}"), "とても長い名前の夜間休日急病診療所の電話相談窓口"));
    let mut sample = directory();
    for pharmacy in &mut sample.pharmacies {
        pharmacy.facts.name = format!("{} {}", pharmacy.id, "とても長い名前の薬局".repeat(6));
        pharmacy.facts.address = Some("東京都世田谷区太子堂四丁目一番一号".repeat(4));
    }
    let visitor = serve_told(sample, Emergency { lines: lines.collect() }, 0).await;
    let page = visitor.get("/p/shut-i/door.pdf").await;
    is_paper(&page);
    let Some(text) = text(&page) else { return };
    assert_eq!(text.matches('\u{c}').count(), 1, "{text}");
    holds(&text, &["119", "#7119", "#8000", "1. duty-h", "3. ", "https://yoruyaku.example.jp"]);
}
