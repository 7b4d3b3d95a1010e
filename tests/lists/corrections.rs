//! A reader says what is wrong with a pharmacy; its association reads it and settles it. Scripts get nowhere.

use reqwest::Method;
use serde_json::Value;

use crate::support::{Answer, Client, House, on_each_database};

const PASSWORD: &str = "ながいあいことばです、たぶん十五文字";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const OURS: (&str, &str) = ("sec-fetch-site", "same-origin");
const PAGE: (&str, &str) = ("accept", "text/html");

fn encoded(fields: &[(&str, &str)]) -> Vec<u8> {
    let text = |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", text(name), text(value))).collect();
    pairs.join("&").into_bytes()
}

/// A form as a person sends it, ten seconds after its page came.
async fn send(client: &Client, pharmacy: &str, message: &str, other: &[(&str, &str)]) -> Answer {
    let shown = (chrono::Utc::now().timestamp() - 10).to_string();
    let mut fields = vec![("topic", "hours"), ("message", message), ("website", ""), ("shown", shown.as_str())];
    fields.retain(|(name, _)| !other.iter().any(|(changed, _)| changed == name));
    fields.extend_from_slice(other);
    let path = format!("/p/{pharmacy}/correction");
    client.ask(Method::POST, &path, &[FORM, OURS, PAGE], encoded(&fields)).await
}

async fn pharmacy(client: &Client) -> String {
    let found: Value =
        client.get("/v1/pharmacies?association=setagaya&limit=1&state=open,closed,on_call,unknown").await.json();
    found["items"][0]["id"].as_str().unwrap().to_owned()
}

/// What the clerk of Setagaya sees at a page of the office.
async fn desk(house: &House, client: &Client, name: &str, authority: &str) -> (String, String) {
    house.run_with(&["user", "add", name, "--authority", authority], &format!("{PASSWORD}\n"));
    let fields = encoded(&[("name", name), ("password", PASSWORD)]);
    let signed = client.ask(Method::POST, "/office/sign-in", &[FORM, OURS], fields).await;
    let cookie = signed.header("set-cookie").split(';').next().unwrap().to_owned();
    let page = client.ask(Method::GET, "/office/corrections", &[("cookie", &cookie)], Vec::new()).await;
    assert_eq!(page.status.as_u16(), 200, "{}", page.text());
    (cookie, page.text())
}

#[actix_web::test]
async fn a_reader_tells_and_the_clerk_settles() {
    on_each_database(async |mut house| {
        let client = house.serve();
        let id = pharmacy(&client).await;
        let form = client.ask(Method::GET, &format!("/p/{id}/correction"), &[PAGE], Vec::new()).await;
        assert!(form.text().contains("情報が違うことを知らせる") && form.text().contains("name=\"shown\""));
        let message = "土曜は13時までです。<script>alert(1)</script>";
        let sent = send(&client, &id, message, &[("contact", "03-0000-0000")]).await;
        assert!(sent.status.is_success() && sent.text().contains("ありがとうございます"), "{}", sent.text());
        // Sent twice, it waits once.
        assert!(send(&client, &id, message, &[]).await.status.is_success());
        let (cookie, page) = desk(&house, &client, "sato", "editor:setagaya").await;
        assert_eq!(page.matches("土曜は13時までです。&lt;script&gt;").count(), 1, "{page}");
        assert!(page.contains("開いている時間") && page.contains("連絡先：03-0000-0000"), "{page}");
        let (_, others) = desk(&house, &client, "suzuki", "editor:tamagawa-kinuta").await;
        assert!(!others.contains("土曜は13時"), "{others}");
        let action = page.split("action=\"").find(|part| part.contains("/settle\"")).unwrap();
        let proof = page.split_once("name=\"csrf\" value=\"").unwrap().1.split('"').next().unwrap();
        let settle = action.split('"').next().unwrap();
        let unproved = client.ask(Method::POST, settle, &[FORM, OURS, ("cookie", &cookie)], Vec::new()).await;
        assert_eq!(unproved.status.as_u16(), 403);
        let proved = encoded(&[("csrf", proof)]);
        let settled = client.ask(Method::POST, settle, &[FORM, OURS, ("cookie", &cookie)], proved.clone()).await;
        assert_eq!(settled.header("location"), "/office/corrections", "{}", settled.text());
        let again = client.ask(Method::POST, settle, &[FORM, OURS, ("cookie", &cookie)], proved).await;
        assert_eq!(again.status.as_u16(), 404);
        let page = client.ask(Method::GET, "/office/corrections", &[("cookie", &cookie)], Vec::new()).await.text();
        assert!(page.contains("に確認済み（user:sato）"), "{page}");
    })
    .await;
}

#[actix_web::test]
async fn scripts_and_faults_get_nowhere() {
    on_each_database(async |mut house| {
        let client = house.serve();
        let id = pharmacy(&client).await;
        let kept = send(&client, &id, "", &[("topic", "nothing"), ("contact", "わたし")]).await;
        assert_eq!(kept.status.as_u16(), 422);
        for part in ["何が違うか選んでください。", "どう違うか書いてください。", "value=\"わたし\""]
        {
            assert!(kept.text().contains(part), "{part}: {}", kept.text());
        }
        let long = send(&client, &id, &"長".repeat(1_001), &[]).await;
        assert!(long.status.as_u16() == 422 && long.text().contains("1000文字まで"), "{}", long.text());
        let now = chrono::Utc::now().timestamp();
        for shown in [now.to_string(), (now - 100_000).to_string(), "x".to_owned()] {
            let hasty = send(&client, &id, "はやい", &[("shown", &shown)]).await;
            assert!(hasty.status.as_u16() == 422 && hasty.text().contains(">はやい</textarea>"), "{}", hasty.text());
        }
        let trapped = send(&client, &id, "わなの文", &[("website", "https://example.com")]).await;
        assert!(trapped.status.is_success() && trapped.text().contains("ありがとうございます"));
        let foreign = [FORM, ("sec-fetch-site", "cross-site"), PAGE];
        let path = format!("/p/{id}/correction");
        assert_eq!(client.ask(Method::POST, &path, &foreign, Vec::new()).await.status.as_u16(), 403);
        assert_eq!(send(&client, "nobody", "だれ", &[]).await.status.as_u16(), 404);
        // Six an hour from one household.
        let mut taken = 0;
        for n in 0..8 {
            let answer = send(&client, &id, &format!("知らせ{n}"), &[]).await;
            taken += u32::from(answer.status.is_success());
            if !answer.status.is_success() {
                // What was written is given back.
                assert_eq!(answer.status.as_u16(), 429, "{}", answer.text());
                assert!(answer.text().contains(&format!(">知らせ{n}</textarea>")), "{}", answer.text());
                assert!(answer.text().contains("書いたことは、この画面に残っています。"));
                assert!(answer.header("retry-after").parse::<u32>().is_ok_and(|wait| wait > 0));
            }
        }
        assert_eq!(taken, 6);
        let (_, page) = desk(&house, &client, "sato", "editor:setagaya").await;
        assert!(page.contains("知らせ5") && !page.contains("知らせ6") && !page.contains("わなの文"), "{page}");
    })
    .await;
}
