//! A frame on a page of others: how it stands there, and how it renews itself.

use crate::support::{directory, serve, serve_at};

const PLAIN: &str = "/embed/list?area=13112&script=no";

#[actix_web::test]
async fn whoever_reads_a_frame_without_a_script_can_stop_its_renewing() {
    let visitor = serve(directory()).await;
    let page = visitor.get(PLAIN).await;
    assert_eq!(page.header("refresh"), "55");
    // The way to stop comes before anything else that is pressed, and stays in the frame (WCAG 2.2.1).
    let way = "<p class=\"renewal\"><a href=\"/embed/list?area=13112&amp;script=no&amp;refresh=no\" target=\"_self\">";
    let (before, _) = page.html.split_once(way).expect("the way to stop");
    assert!(!before.contains("<a ") && before.contains("<body"));
    let held = visitor.get(&format!("{PLAIN}&refresh=no")).await;
    assert_eq!((held.status.as_u16(), held.header("refresh")), (200, ""));
    assert!(held.html.contains("この一覧は、自動では新しくなりません。"));
    assert!(held.html.contains("<a href=\"/embed/list?area=13112&amp;script=no\" target=\"_self\">自動で読み直す</a>"));
    assert!(held.html.contains("現在、世田谷区に"), "it still says of when it is");
}

#[actix_web::test]
async fn a_frame_with_a_script_needs_no_such_way() {
    let visitor = serve_at("2026-11-22T23:40:00+09:00", directory()).await;
    let page = visitor.get("/embed/list?area=13112").await;
    assert!(page.header("refresh").is_empty() && !page.html.contains("class=\"renewal\""));
    assert_eq!(visitor.get("/embed/list?area=13112&script=no&refresh=maybe").await.status.as_u16(), 400);
}

#[actix_web::test]
async fn the_frame_to_paste_has_no_border_of_the_browsers() {
    let page = serve(directory()).await.get("/embed?area=13112").await;
    let frames = page.html.matches("&lt;iframe ").count();
    assert!(frames >= 2 && page.html.matches(" style=&quot;border:0&quot;&gt;").count() == frames, "{frames} frames");
}
