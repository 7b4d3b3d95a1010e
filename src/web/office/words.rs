//! Names as the keeper of a list knows them.

use chrono::{NaiveDateTime, TimeDelta};

use crate::directory::Service;

/// A field's name in Japanese.
pub fn field(name: &str) -> &str {
    let known = match name {
        "name" => "薬局名",
        "name_kana" => "フリガナ",
        "pharmacy_code" => "保険薬局コード",
        "membership" => "会員区分",
        "postal_code" => "郵便番号",
        "address" => "所在地",
        "position" | "latitude" | "longitude" => "位置（緯度・経度）",
        "position_level" => "位置の確かさ",
        "phone" => "電話番号",
        "after_hours_phone" => "時間外連絡先",
        "fax" => "FAX番号",
        "email" => "メールアドレス",
        "url" => "ホームページ",
        "hours" => "開局時間",
        "on_call" => "時間外の対応",
        "home_visit_hours" => "在宅対応の時間",
        "exceptions" => "臨時休業・臨時開局",
        "duties" => "当番",
        "crisis" => "災害時の状況",
        "sources" => "掲載している一覧",
        "remarks" => "備考",
        "extra" => "その他の項目",
        "no" => "番号（使いません）",
        "prefecture" => "都道府県",
        "municipality" => "市区町村",
        "building" => "建物名",
        "addons" => "届出・加算（文字のまま）",
        "valid_at" => "更新日",
        "struck_off" => "削除日",
        _ => "",
    };
    match (known, name.split_once('.')) {
        ("", Some((table, _))) => field(table),
        ("", None) => match Service::from_name(name) {
            Some(service) => service.ja(),
            None => name,
        },
        (known, _) => known,
    }
}

/// What a column means, with its day: `hours.mon` is 開局時間（月曜）.
pub fn meaning(name: &str) -> String {
    let day = |days: &str| days.split('_').map(day).collect::<Vec<_>>().join("・");
    match name {
        "latitude" => "緯度".to_owned(),
        "longitude" => "経度".to_owned(),
        "id" => "夜薬ID".to_owned(),
        "extra" => "その他の項目（文字のまま）".to_owned(),
        _ => match name.split_once('.') {
            Some((table, days)) => format!("{}（{}）", field(table), day(days)),
            None => field(name).to_owned(),
        },
    }
}

/// Who did something, as the audit names them.
pub fn person(actor: &str) -> &str {
    match actor.split_once(':') {
        Some(("user", name)) => name,
        Some(("token", _)) => "トークン",
        _ => "運営者",
    }
}

/// A distance as a person says it: `400 m`, `1.2 km`.
pub fn metres(metres: u32) -> String {
    match metres {
        0..=94 => format!("{metres} m"),
        95..=994 => format!("{} m", (metres + 5) / 10 * 10),
        _ => format!("{:.1} km", f64::from(metres) / 1000.0),
    }
}

/// A day of the week, or 祝日.
pub fn day(name: &str) -> &str {
    match name {
        "mon" => "月曜",
        "tue" => "火曜",
        "wed" => "水曜",
        "thu" => "木曜",
        "fri" => "金曜",
        "sat" => "土曜",
        "sun" => "日曜",
        "holiday" => "祝日",
        "closing_days" => "定休日",
        other => other,
    }
}

/// How grave a notice is.
pub fn severity(name: &str) -> &str {
    match name {
        "error" => "使えません",
        "warning" => "注意",
        _ => "お知らせ",
    }
}

/// What was done, of the audit.
pub fn action(name: &str) -> &str {
    match name {
        "listing.check" => "一覧を送った",
        "listing.publish" => "一覧を公開した",
        "listing.withdraw" => "一覧を取り下げた",
        "listing.confirm" => "変わりがないと確かめた",
        "listing.schedule" => "公開を予約した",
        "listing.unschedule" => "公開の予約を取り消した",
        "listing.schedule_failed" => "予約どおりに公開できなかった",
        "association.add" => "薬剤師会を登録した",
        "association.rules" => "公開のきまりを変えた",
        "area.border" => "区域の境界を取りこんだ",
        "area.no_border" => "区域の境界を消した",
        "emergency.set" => "緊急時の番号を変えた",
        "embedding.allow" => "埋めこめるサイトを限った",
        "embedding.open" => "どのサイトにも埋めこめるようにした",
        "embedding.map" => "ほかの地図へのリンクを加えた",
        "embedding.unmap" => "ほかの地図へのリンクを消した",
        "gazetteer.import" => "地名の表を取りこんだ",
        "holidays.refresh" => "祝日の表を新しくした",
        "seed.load" => "見本のデータを入れた",
        "correction.take" => "訂正の申出を受けた",
        "roster.enter" => "当番表を登録した",
        "roster.undo" => "当番表の登録を取り消した",
        "exception.add" => "臨時休業・臨時開局を登録した",
        "exception.withdraw" => "臨時休業・臨時開局を取り消した",
        "correction.settle" => "訂正の申出を確かめた",
        "token.create" => "トークンを作った",
        "token.revoke" => "トークンを取り消した",
        "webhook.create" => "通知の宛先を登録した",
        "webhook.rotate" => "通知の鍵を替えた",
        "webhook.disable" => "通知を止めた",
        "webhook.restore" => "通知を再び始めた",
        "webhook.delete" => "通知の宛先を消した",
        "user.add" => "ユーザーを加えた",
        "user.password" => "パスワードを変えた",
        "user.disable" => "ユーザーを止めた",
        "user.second_factor" => "確認コードを設定した",
        "user.no_second_factor" => "確認コードをやめた",
        "user.sign_in" => "ログインした",
        other => other,
    }
}

/// What an entry of the audit tells besides, by name.
pub fn detail(name: &str) -> &str {
    match name {
        "before_digest" => "前の内容（SHA-256）",
        "after_digest" => "後の内容（SHA-256）",
        "file_digest" => "ファイル（SHA-256）",
        "revision" => "版の番号",
        "replaces" => "置きかえた一覧",
        "before" => "前",
        "rows_in" | "lines" => "行",
        "from" => "もとの版",
        "corrected_cells" => "直したセル",
        "columns_told" => "答えた列",
        "due_at" => "公開する日時",
        "name" => "名前",
        "area" => "区域",
        "places" => "地名",
        "source" => "出どころ",
        "municipality" => "市区町村",
        "pharmacy" => "薬局",
        "topic" => "事柄",
        other => other,
    }
}

/// An instant of records as Japan's clock shows it.
pub fn instant(utc: NaiveDateTime) -> String {
    japan(utc).format("%Y年%-m月%-d日 %-H:%M").to_string()
}

/// Japan's civil time of an instant of records.
pub fn japan(utc: NaiveDateTime) -> NaiveDateTime {
    utc.checked_add_signed(TimeDelta::hours(9)).unwrap_or(utc)
}
