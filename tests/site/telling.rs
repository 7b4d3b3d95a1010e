//! The pages of a pharmacy and of an area, and the languages.

use serde_json::Value;
use yoruyaku::directory::{Answer, Service};

use crate::support::{NEAR, directory, serve, serve_at, stated, words};

#[actix_web::test]
async fn a_pharmacys_page_tells_its_days_with_reasons() {
    let page = serve(directory()).await.get("/p/open-a").await;
    assert_eq!((page.status.as_u16(), page.of("<h1").as_str()), (200, "open-a 薬局（見本）"));
    let text = page.words();
    for part in [
        "19:30現在 開局中 20:00まで",
        "11月22日(日) 今日 9:00～20:00",
        "11月23日(月・祝) 勤労感謝の日 要電話確認 祝日の時間が一覧に書かれていません。",
        "11月24日(火) 9:00～20:00",
        "12月31日(木) 年末年始 要電話確認 年末年始の時間が一覧に書かれていません。",
        "一覧に書かれている時間 一覧の記載（見本）",
        "無菌製剤 条件つき：要事前相談",
        "中心静脈栄養 対応していません",
        "確認した日：2026年11月20日",
        "内容が変わった日：2026年11月2日",
        "薬剤師会の会員です。",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[actix_web::test]
async fn a_closure_a_duty_and_silence_are_told() {
    let visitor = serve(directory()).await;
    let shut = visitor.get("/p/shut-i").await.words();
    assert!(shut.contains("閉局中") && shut.contains("11月22日(日) 今日 お休み この日は臨時のお休みです。"), "{shut}");
    let duty = visitor.get("/p/duty-h").await.words();
    assert!(duty.contains("18:00～23:00") && duty.contains("当番の薬局です。"), "{duty}");
    let silent = visitor.get("/p/silent-e").await;
    assert!(silent.words().contains("時間は一覧に書かれていません。"));
    assert!(!silent.html.contains("id=\"week\""), "a table of unknown days tells nothing");
}

#[actix_web::test]
async fn the_data_for_machines_is_json_and_cannot_end_its_element() {
    let mut sample = directory();
    for pharmacy in &mut sample.pharmacies {
        pharmacy.facts.name.push_str("</script><b>");
    }
    let page = serve(sample).await.get("/p/open-a").await;
    let data =
        page.html.split_once("<script type=\"application/ld+json\">").unwrap().1.split_once("</script>").unwrap().0;
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["@type"], "Pharmacy");
    assert_eq!(data["name"], "open-a 薬局（見本）</script><b>");
    assert_eq!(data["@id"], "https://yoruyaku.example.jp/p/open-a");
    assert_eq!(data["telephone"], "+81000001234");
    assert_eq!(data["openingHoursSpecification"][0]["opens"], "09:00");
    assert_eq!(data["specialOpeningHoursSpecification"][0]["validFrom"], "2026-11-23");
    assert!(!page.html.contains("<b>（見本）") && !page.html.contains("</script><b>"));
}

#[actix_web::test]
async fn an_areas_page_tells_the_night_the_holiday_and_the_rota() {
    let visitor = serve(directory()).await;
    let page = visitor.get("/areas/13112").await;
    let text = page.words();
    assert!(text.contains("さがす 載っている薬局 9件 いま開いている薬局を見る 今日（休日） 11月22日(日)"), "{text}");
    assert!(
        page.html.contains("data-locate") && page.html.contains("<input id=\"q\" name=\"q\""),
        "the way to those near"
    );
    assert!(text.contains("20:00～翌2:00") && text.contains("20:00～23:00"), "{text}");
    assert!(text.contains("次の休日 11月23日(月・祝)") && text.contains("holiday-g 薬局（見本）"), "{text}");
    assert!(
        text.contains("2026年11月の当番") && text.contains("18:00～23:00 duty-h 薬局（見本） 00-0000-1234"),
        "{text}"
    );
    assert!(text.contains("翌3:00～ 0 開いている薬局がありません 0 8"), "{text}");
    assert!(
        visitor
            .get("/areas/13112?month=2026-12")
            .await
            .words()
            .contains("2026年12月の当番 この月の当番は、一覧に載っていません。")
    );
    assert_eq!(visitor.get("/areas/13112?month=9999-99").await.status, 200);
    assert!(visitor.get("/areas").await.html.contains("<a href=\"/areas/13112\">世田谷区</a>"));
    for missing in ["/areas/99999", "/areas/13", "/p/nobody", "/p/%E5%A4%AA", "/nothing"] {
        assert_eq!(visitor.get(missing).await.status, 404, "{missing}");
    }
}

#[actix_web::test]
async fn each_language_answers_whole() {
    let visitor = serve(directory()).await;
    for (lang, tag, sentence) in [
        ("ja", "ja", "19:30現在、太子堂から2km以内に3件開いています。"),
        ("en", "en", "3 pharmacies are open within 2 km of 太子堂, now (19:30)."),
        ("zh-Hans", "zh-Hans", "现在19:30，太子堂2公里以内有3家药房营业。"),
        ("ko", "ko", "19:30 현재, 太子堂에서 2km 이내에 3곳이 열려 있습니다."),
    ] {
        let page = visitor.get(&format!("/?{NEAR}&lang={lang}")).await;
        assert_eq!(page.of("<h1"), sentence);
        assert_eq!(page.header("content-language"), tag);
        assert!(page.html.contains(&format!("<html lang=\"{tag}\">")));
        assert!(page.html.contains(&format!("href=\"/p/open-a?lang={lang}\"")), "the language is carried on");
    }
    let easy = visitor.get(&format!("/?{NEAR}&lang=easy")).await;
    assert!(easy.html.contains("<ruby>薬局<rp>（</rp><rt>やっきょく</rt><rp>）</rp></ruby>"));
    assert_eq!(
        words(&format!(">{}", easy.html.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0)),
        "太子堂の 近く・いま（19:30） | 夜薬"
    );
}

#[actix_web::test]
async fn the_browsers_language_is_answered_in_unless_another_is_chosen() {
    let visitor = serve(directory()).await;
    let guessed = visitor.get_in("/", "fr, ko;q=0.8, en;q=0.5").await;
    assert_eq!(
        (guessed.header("content-language"), guessed.header("vary")),
        ("ko", "Accept-Language, Accept-Encoding")
    );
    assert!(guessed.html.contains("<a class=\"brand\" href=\"/\">"), "a guessed language is not carried on");
    assert_eq!(visitor.get_in("/?lang=en", "ko").await.header("content-language"), "en");
    assert_eq!(visitor.get_in("/?lang=tlh", "xx").await.header("content-language"), "ja");
}

#[actix_web::test]
async fn words_of_the_lists_are_marked_as_japanese_elsewhere() {
    let visitor = serve(directory()).await;
    let page = visitor.get(&format!("/?{NEAR}&lang=en")).await;
    assert!(page.item("open-a").contains("<a href=\"/p/open-a?lang=en\" lang=\"ja\">open-a 薬局（見本）</a>"));
    assert!(!visitor.get(&format!("/?{NEAR}")).await.item("open-a").contains("lang=\"ja\""));
}

#[actix_web::test]
async fn a_page_for_no_network_has_the_numbers_and_a_page_says_of_what_day_it_is() {
    let visitor = serve(directory()).await;
    let offline = visitor.get("/offline").await;
    assert_eq!((offline.status.as_u16(), offline.of("<h1").as_str()), (200, "インターネットにつながりません"));
    assert!(offline.html.contains("data-kept-list hidden") && offline.html.contains("href=\"tel:119\""));
    assert!(offline.html.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert_eq!(visitor.get("/offline?lang=en").await.of("<h1"), "No connection");
    let answer = visitor.get(&format!("/?{NEAR}")).await;
    for told in [
        "data-stale=\"この画面は2026年11月22日 19:30のものです。\"",
        "data-offline=\"通信できません。2026年11月22日 19:30に表示した内容です。",
        "data-unsure=\"要電話確認\"",
    ] {
        assert!(answer.html.contains(told), "{told}");
    }
}

/// The section of that id.
fn section<'a>(page: &'a crate::support::Page, id: &str) -> &'a str {
    page.html.split_once(&format!("<section aria-labelledby=\"{id}\"")).unwrap().1.split_once("</section>").unwrap().0
}

#[actix_web::test]
async fn an_areas_lists_leave_out_what_is_over_and_count_what_is_not_known() {
    let visitor = serve(directory()).await;
    let page = visitor.get("/areas/13112").await;
    let today = words(section(&page, "today"));
    assert!(today.contains("19:30～24:00のあいだに") && today.contains("19:30～20:00"), "{today}");
    assert!(!today.contains("9:00～"), "{today}");
    assert!(today.contains("このほか2件は、この時間のことが一覧に書かれていません（要電話確認）"), "{today}");
    assert!(section(&page, "today").contains("href=\"/?q=%E4%B8%96%E7%94%B0%E8%B0%B7%E5%8C%BA#unknown\""));
    assert!(section(&page, "tonight").contains("&amp;when=at&amp;date=2026-11-22&amp;time=20%3A00#unknown\""));
    assert!(section(&page, "holiday").contains("&amp;when=at&amp;date=2026-11-23&amp;time=12%3A00#unknown\""));
    assert!(page.html.contains("data-changes=\"2026-11-22T20:00:00+09:00\""), "the night begins");

    let late = serve_at("2026-11-22T23:40:00+09:00", directory()).await.get("/areas/13112").await;
    let tonight = words(section(&late, "tonight"));
    assert!(tonight.contains("今夜 11月22日(日)") && tonight.contains("23:40～翌2:00"), "{tonight}");
    assert!(!tonight.contains("duty-h") && !tonight.contains("20:00"), "closed at 23:00: {tonight}");
    assert!(!late.html.contains("id=\"today\""), "the day is over");
    assert!(late.html.contains("data-changes=\"2026-11-23T00:00:00+09:00\""));

    let morning = serve_at("2026-11-23T01:30:00+09:00", directory()).await.get("/areas/13112").await;
    let tonight = words(section(&morning, "tonight"));
    assert!(tonight.contains("今夜 11月22日(日)") && tonight.contains("1:30～2:00"), "{tonight}");
    assert!(words(section(&morning, "today")).contains("今日（休日） 11月23日(月・祝)"));
    assert!(words(section(&morning, "today")).contains("holiday-g 薬局（見本）"));
}

#[actix_web::test]
async fn who_is_open_first_and_on_call_after_is_in_both_lists() {
    let mut sample = directory();
    let open = sample.pharmacies.iter_mut().find(|pharmacy| pharmacy.id.to_string() == "open-a").unwrap();
    open.facts.services.push((Service::AfterHours, Answer::Yes));
    let page = serve(sample).await.get("/areas/13112").await;
    let today = words(section(&page, "today"));
    let (open, on_call) = today.split_once("電話で対応します").unwrap();
    assert!(open.contains("open-a 薬局（見本） 00-0000-1234 東京都世田谷区太子堂4-1-1 19:30～20:00"), "{open}");
    assert!(on_call.contains("open-a 薬局（見本） 00-0000-1234 東京都世田谷区太子堂4-1-1 20:00～24:00"), "{on_call}");
}

#[actix_web::test]
async fn names_of_an_areas_lists_are_told_in_latin_letters_where_the_page_is_read_so() {
    let visitor = serve(directory()).await;
    let english = visitor.get("/areas/13112?lang=en").await;
    for id in ["today", "duties"] {
        assert!(
            section(&english, id).contains("<span class=\"reading\" lang=\"ja-Latn\">Mihon Yakkyoku</span>"),
            "{id}"
        );
    }
    assert!(!visitor.get("/areas/13112").await.html.contains("class=\"reading\""));
}

#[actix_web::test]
async fn the_nearest_is_named_so_that_it_can_be_said() {
    let visitor = serve(directory()).await;
    let nearest = |page: crate::support::Page| page.html.split_once("<p class=\"nearest\">").unwrap().1.to_owned();
    let english = nearest(visitor.get(&format!("/?{NEAR}&lang=en")).await);
    assert!(
        english.starts_with("The nearest is open-a 薬局（見本） (Mihon Yakkyoku) (about 100 m)."),
        "{}",
        &english[..120]
    );
    let easy = nearest(visitor.get(&format!("/?{NEAR}&lang=easy")).await);
    assert!(easy.contains("<ruby>open-a 薬局（見本）<rp>（</rp><rt>みほんやっきょく</rt>"), "{}", &easy[..400]);
    let told = visitor.get(&format!("/?{NEAR}&lang=easy")).await;
    assert!(told.of("<h1").contains("3か 所 （ しょ ）"), "{}", told.of("<h1"));
}

#[actix_web::test]
async fn a_wards_own_end_of_the_year_is_the_one_its_page_goes_by() {
    let monday = "2026-12-28T09:00:00+09:00";
    let usual = serve_at(monday, directory()).await.get("/areas/13112").await.words();
    assert!(usual.contains("次の休日 12月29日(火)"), "{usual}");
    let mut own = directory();
    for association in &mut own.associations {
        association.area.year_end = yoruyaku::hours::YearPeriod::from_days("12-30", "01-04");
    }
    let told = serve_at(monday, own).await.get("/areas/13112").await.words();
    assert!(told.contains("次の休日 12月30日(水)"), "{told}");
}

#[actix_web::test]
async fn who_is_open_day_and_night_is_so_on_a_holiday_too() {
    let visitor = serve(crate::support::many(1)).await;
    // A Sunday, the holiday after it, and the weekday after that.
    for date in ["2026-11-22", "2026-11-23", "2026-11-24"] {
        let page = visitor.get(&format!("/?{NEAR}&when=at&date={date}&time=23:00")).await;
        let item = words(&page.item("p-0000"));
        assert!(item.contains("開局予定 24時間"), "{date}: {item}");
    }
}

#[actix_web::test]
async fn open_day_and_night_is_said_so_though_the_list_is_silent_on_the_end_of_the_year() {
    let mut sample = directory();
    for pharmacy in &mut sample.pharmacies {
        pharmacy.facts.hours = Some(stated("Mo-Su 00:00-24:00; PH 00:00-24:00"));
    }
    let visitor = serve(sample).await;
    for (date, told) in [("2026-11-25", "開局予定 24時間"), ("2026-12-27", "開局予定 12月29日(火) 0:00まで")]
    {
        let page = visitor.get(&format!("/?{NEAR}&when=at&date={date}&time=04:00")).await;
        let item = words(&page.item("open-a"));
        assert!(item.contains(told), "{date}: {item}");
    }
}

#[actix_web::test]
async fn a_day_the_list_is_silent_on_is_not_jumped_over_on_the_way_to_the_next_opening() {
    let silent = serve_at("2026-11-22T22:00:00+09:00", directory()).await;
    let told = "閉局中 11月24日(火) 9:00に開きます（その前は要電話確認）";
    let page = silent.get("/p/closed-c").await.words();
    assert!(page.contains(told), "{page}");
    let found = silent.get("/?q=closed-c&by=name").await;
    assert!(words(&found.item("closed-c")).contains(told), "{}", found.words());
    let plain = serve_at("2026-11-24T22:00:00+09:00", directory()).await.get("/p/closed-c").await.words();
    assert!(plain.contains("閉局中 次は翌9:00に開きます"), "{plain}");
}

#[actix_web::test]
async fn what_is_offered_comes_before_what_is_not_and_first_what_people_ask_for() {
    let mut sample = directory();
    let services = [
        (Service::Supply, Answer::Yes),
        (Service::Tpn, Answer::No),
        (Service::Narcotics, Answer::Yes),
        (Service::TestKits, Answer::Yes),
        (Service::Class2Designated, Answer::Yes),
        (Service::Disaster, Answer::Yes),
    ];
    for pharmacy in &mut sample.pharmacies {
        pharmacy.facts.services = services.to_vec();
    }
    let visitor = serve(sample).await;
    let item = words(&visitor.get(&format!("/?{NEAR}")).await.item("open-a"));
    let first = "発熱・感染症（協定のある薬局）、検査キット、医療用麻薬、薬の融通・供給、ほか1件";
    assert!(item.contains(first), "{item}");
    let page = visitor.get("/p/open-a").await.words();
    let of = |part: &str| page.find(part).unwrap();
    assert!(of("災害時の対応 対応") < of("中心静脈栄養 対応していません"), "{page}");
}

#[actix_web::test]
async fn the_reason_of_a_day_stands_with_its_hours_and_what_is_not_known_is_of_the_rest() {
    let mut sample = directory();
    for pharmacy in &mut sample.pharmacies {
        let at = |hour| chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(hour, 0, 0).unwrap();
        pharmacy.duties.push(yoruyaku::hours::DutyShift::new(at(9), at(17)).unwrap());
    }
    let page = serve(sample).await.get("/p/open-a").await.words();
    let told = "11月23日(月・祝) 勤労感謝の日 9:00～17:00 当番の薬局です。 ほかは要電話確認 11月24日";
    assert!(page.contains(told), "{page}");
}
