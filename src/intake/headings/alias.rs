//! Headings people write, and what they mean. All texts are folded by [`fold::heading`].

use crate::{
    directory::{
        Field,
        Service::{self, *},
    },
    intake::{
        fold,
        meaning::{Days, Meaning, Table, days},
    },
};

/// Headings that mean one thing wherever they stand.
const EXACT: &[(Meaning, &[&str])] = &[
    (Meaning::Number, &["no", "no.", "番号", "連番", "項番", "通番", "通し番号", "#", "renban", "row"]),
    (
        Meaning::Field(Field::Name),
        &[
            "薬局名",
            "薬局名称",
            "名称",
            "薬局の名称",
            "薬局等名称",
            "薬局等の名称",
            "保険薬局名",
            "保険薬局名称",
            "施設名",
            "施設名称",
            "事業所名",
            "医療機関名",
            "医療機関名称",
            "店舗名",
            "店名",
            "薬局",
            "調剤薬局名",
            "正式名称",
            "name",
            "post_title",
            "pharmacy",
            "pharmacyname",
            "pharmacy_name",
        ],
    ),
    (
        Meaning::Field(Field::NameKana),
        &[
            "フリガナ",
            "ふりがな",
            "カナ",
            "かな",
            "薬局名カナ",
            "薬局名フリガナ",
            "薬局名ふりがな",
            "薬局名かな",
            "名称カナ",
            "名称_カナ",
            "名称フリガナ",
            "名称ふりがな",
            "カナ名称",
            "name_kana",
            "namekana",
            "kana",
        ],
    ),
    (
        Meaning::Field(Field::PharmacyCode),
        &[
            "保険薬局コード",
            "保険薬局コード医療機関コード",
            "薬局コード",
            "医療機関コード",
            "医療機関番号",
            "機関コード",
            "指定番号",
            "保険薬局番号",
            "保険医療機関コード",
            "保険医療機関番号",
            "医療機関等コード",
            "薬局番号",
            "pharmacy_code",
            "pharmacycode",
        ],
    ),
    (
        Meaning::Field(Field::Membership),
        &[
            "会員区分",
            "会員非会員",
            "会員",
            "会員種別",
            "会員の別",
            "会員状況",
            "所属",
            "membership",
            "is_member",
            "会員か否か",
        ],
    ),
    (
        Meaning::Field(Field::PostalCode),
        &["郵便番号", "〒", "郵便", "postal_code", "postalcode", "zip", "custom_postalcode"],
    ),
    (
        Meaning::Field(Field::Address),
        &[
            "所在地",
            "住所",
            "薬局所在地",
            "薬局住所",
            "所在地市区町村以降",
            "薬局の所在地",
            "所在地_連結表記",
            "施設所在地",
            "所在地住所",
            "所在地町名番地",
            "address",
            "custom_address",
        ],
    ),
    (
        Meaning::Prefecture,
        &["都道府県", "都道府県名", "prefecture", "pref", "tax_todofuken", "所在地_都道府県", "県名"],
    ),
    (
        Meaning::Municipality,
        &[
            "市区町村",
            "市区町村名",
            "所在地_市区町村",
            "municipality",
            "city",
            "custom_address_city",
            "区市町村",
            "市町村",
            "市町村名",
        ],
    ),
    (Meaning::Building, &["方書", "建物名", "建物名等", "建物", "ビル名", "building"]),
    (Meaning::Latitude, &["緯度", "所在地座標緯度", "latitude", "lat", "position_lat", "position.lat", "北緯"]),
    (
        Meaning::Longitude,
        &["経度", "所在地座標経度", "longitude", "lon", "lng", "position_lon", "position.lon", "東経"],
    ),
    (Meaning::PositionLevel, &["位置レベル", "position_level", "position.level"]),
    (Meaning::TownLevel, &["geo_level"]),
    (
        Meaning::Field(Field::Phone),
        &[
            "連絡先電話番号開局時間中",
            "連絡先電話番号開局時間内",
            "電話番号",
            "電話",
            "tel",
            "連絡先",
            "連絡先電話番号",
            "開局時間内連絡先",
            "開局時間中連絡先",
            "開局時間中の連絡先",
            "開局時間内の連絡先",
            "電話番号開局時間内",
            "電話番号開局時間中",
            "薬局電話番号",
            "薬局の電話番号",
            "代表電話",
            "代表電話番号",
            "tel番号",
            "℡",
            "昼間の電話番号",
            "平日昼間の連絡先",
            "phone",
            "telephone",
            "custom_phone",
            "連絡先tel",
        ],
    ),
    (
        Meaning::Field(Field::AfterHoursPhone),
        &[
            "時間外連絡先",
            "時間外連絡先電話",
            "時間外連絡先電話番号",
            "時間外の電話番号",
            "時間外電話番号",
            "時間外電話",
            "時間外の連絡先",
            "夜間休日連絡先",
            "夜間休日の連絡先",
            "休日夜間連絡先",
            "夜間連絡先",
            "緊急連絡先",
            "緊急時連絡先",
            "緊急時の連絡先",
            "緊急時電話番号",
            "開局時間外連絡先",
            "開局時間外の連絡先",
            "開局時間外の電話番号",
            "連絡先電話番号開局時間外",
            "電話番号開局時間外",
            "夜間休日電話番号",
            "夜間休日案内用電話",
            "夜間休日案内用電話番号",
            "時間外tel",
            "緊急電話",
            "携帯電話",
            "after_hours_phone",
            "custom_emergency_contact_phone",
        ],
    ),
    (
        Meaning::Field(Field::Fax),
        &["fax番号", "fax", "ファックス", "ファクス", "ファックス番号", "ファクシミリ", "custom_fax"],
    ),
    (
        Meaning::Field(Field::Email),
        &[
            "メールアドレス",
            "email",
            "e-mail",
            "mail",
            "メール",
            "eメール",
            "電子メール",
            "電子メールアドレス",
            "連絡先メールアドレス",
        ],
    ),
    (
        Meaning::Field(Field::Url),
        &[
            "ホームページ",
            "hp",
            "url",
            "ホームページアドレス",
            "ホームページurl",
            "hpアドレス",
            "hpurl",
            "薬局のホームページアドレス",
            "webサイト",
            "ウェブサイト",
            "website",
        ],
    ),
    (
        Meaning::Hours(Table::Opening),
        &[
            "開局時間",
            "開局等時間",
            "営業時間",
            "開店時間",
            "開局日時",
            "開局日開局時間",
            "開局日及び開局時間",
            "開局日時間",
            "対応できる日時",
            "対応可能日時",
            "営業日時",
            "開局曜日時間",
            "診療時間",
            "hours",
            "opening_hours",
            "openinghours",
            "custom_openinghours",
        ],
    ),
    (
        Meaning::Hours(Table::HomeVisit),
        &[
            "在宅患者に対応可能な時間帯",
            "在宅対応時間",
            "在宅対応可能時間",
            "在宅対応可能な時間帯",
            "在宅患者対応可能時間帯",
            "在宅の対応時間",
            "在宅対応時間帯",
            "home_visit_hours",
        ],
    ),
    (
        Meaning::Field(Field::Remarks),
        &[
            "備考",
            "特記事項",
            "注意事項",
            "その他特記事項",
            "備考欄",
            "摘要",
            "コメント",
            "連絡事項",
            "診療日時特記事項",
            "remarks",
            "note",
            "notes",
        ],
    ),
    (
        Meaning::StruckOff,
        &["削除日", "廃止日", "廃止年月日", "取消日", "削除年月日", "廃業日", "閉局日", "struck_off", "removed_on"],
    ),
    (Meaning::DutyDate, &["当番日", "輪番日", "当番年月日", "担当日", "実施日", "当番日付"]),
    (Meaning::OtherClosures, &["その他の閉店日gw、お盆等", "その他の閉店日gwお盆等", "その他の閉店日"]),
    (Meaning::ServiceDays, &["診療曜日"]),
];

/// Headings of service questions that mean one thing wherever they stand, besides the services' own names.
const SERVICES: &[(Service, &[&str])] = &[
    (
        AfterHours,
        &[
            "開局時間外の外来対応",
            "開局時間外の外来対応緊急時対応",
            "開局時間外の外来対応の可否",
            "時間外対応",
            "時間外対応の有無",
            "時間外対応の可否",
            "緊急時対応",
            "緊急時対応の可否",
            "夜間休日対応",
            "夜間休日の対応",
            "休日夜間対応",
            "夜間休日対応の可否",
            "24時間対応",
            "夜間対応",
            "休日対応",
            "時間外における対応",
            "時間外の対応",
            "開局時間外の対応",
            "開局時間外対応",
            "時間外調剤",
            "夜間休日の対応状況",
            "tax_is_emergency_contact",
            "時間外",
        ],
    ),
    (
        DutyParticipation,
        &[
            "休日開局当番輪番への参加の有無",
            "休日開局当番への参加の有無",
            "休日当番への参加",
            "輪番",
            "当番",
            "休日当番",
            "輪番制への参加",
            "輪番への参加",
            "輪番参加",
            "輪番当番",
            "当番参加",
            "休日当番輪番への参加",
        ],
    ),
    (
        HomeVisit,
        &[
            "在宅訪問の実施可否",
            "在宅対応",
            "在宅対応の可否",
            "在宅訪問",
            "居宅訪問",
            "居宅訪問医療保険介護保険",
            "訪問薬剤管理指導",
            "在宅患者訪問薬剤管理指導",
            "在宅医療への対応",
            "在宅業務",
            "在宅業務の対応",
            "在宅",
        ],
    ),
    (
        HomeVisitAfterHours,
        &[
            "開局時間外の在宅業務への対応の可否",
            "開局時間外の在宅業務への対応",
            "開局時間外の在宅業務",
            "開局時間外の在宅対応",
            "急変時対応",
            "緊急時対応在宅",
            "時間外の在宅対応",
            "時間外在宅対応",
        ],
    ),
    (
        Narcotics,
        &[
            "医療用麻薬の取扱い",
            "医療用麻薬",
            "麻薬",
            "麻薬内服外用",
            "麻薬内服",
            "麻薬小売業者免許",
            "麻薬の取扱い",
            "麻薬小売業",
        ],
    ),
    (NarcoticsInjection, &["医療用麻薬の注射剤の取扱い", "麻薬注射", "麻薬注射剤", "麻薬注射薬", "医療用麻薬注射剤"]),
    (NarcoticsInfusion, &["医療用麻薬の持続注射療法", "pca", "pcaポンプ", "医療用麻薬の持続注射", "麻薬持続注射"]),
    (Materials, &["医療材料衛生材料の取扱い", "医療材料衛生材料", "衛生材料", "医療材料"]),
    (
        ControlledDevices,
        &["高度管理医療機器の取扱い", "高度管理医療機器", "高度管理医療機器販売業許可", "高度管理医療機器等"],
    ),
    (Aseptic, &["無菌製剤処理の対応", "無菌製剤処理", "無菌調剤", "クリーンベンチ", "無菌調剤室", "無菌"]),
    (Tpn, &["中心静脈栄養", "tpn", "ivh", "hpn", "中心静脈栄養法"]),
    (
        PediatricHome,
        &["小児在宅", "小児在宅医療的ケア児等", "小児", "医療的ケア児", "医療的ケア児等", "小児在宅の対応"],
    ),
    (
        Class2Designated,
        &[
            "第二種協定指定医療機関の指定",
            "第二種協定指定医療機関",
            "感染症対応",
            "協定締結",
            "医療措置協定",
            "第二種",
            "第2種協定指定医療機関",
        ],
    ),
    (
        CovidDrugs,
        &[
            "新型コロナ治療薬の取扱い",
            "新型コロナ治療薬",
            "ラゲブリオ",
            "パキロビッド",
            "ゾコーバ",
            "経口抗ウイルス薬",
            "コロナ治療薬",
        ],
    ),
    (
        TestKits,
        &[
            "検査キットの取扱い",
            "検査キット体外診断用医薬品の取扱い",
            "検査キット",
            "抗原検査キット",
            "新型コロナウイルス抗原定性検査キット",
            "体外診断用医薬品",
            "体外診断用医薬品の取扱い",
        ],
    ),
    (OnlineGuidance, &["オンライン服薬指導の対応", "オンライン服薬指導", "オンライン", "オンライン服薬指導の可否"]),
    (
        EPrescription,
        &["電子処方箋の受付", "電子処方せん", "電子処方箋", "電子処方箋の応需", "電子処方せんの受付", "電子処方箋対応"],
    ),
    (
        Otc,
        &[
            "要指導医薬品一般用医薬品の取扱い",
            "要指導医薬品一般用医薬品",
            "otc",
            "otc品目数",
            "一般用医薬品",
            "一般用医薬品の取扱い",
            "市販薬",
            "otc医薬品",
            "要指導医薬品及び一般用医薬品の取扱い",
        ],
    ),
    (
        EmergencyContraception,
        &["緊急避妊薬の取扱い", "緊急避妊薬", "緊急避妊薬備蓄", "緊急避妊薬の備蓄", "アフターピル", "ノルレボ"],
    ),
    (
        EmergencyContraceptionOnline,
        &["オンライン診療に伴う緊急避妊薬の調剤", "緊急避妊薬オンライン診療", "緊急避妊薬オンライン診療の調剤"],
    ),
    (
        EmergencyContraceptionOtc,
        &[
            "要指導医薬品としての緊急避妊薬の販売",
            "緊急避妊薬の販売",
            "緊急避妊薬の試験販売",
            "緊急避妊薬処方箋なしの販売",
            "緊急避妊薬otc",
        ],
    ),
    (CoordinationAddon, &["連携強化加算", "連携強化加算の届出", "連携強化"]),
    (
        Disaster,
        &[
            "災害対応",
            "災害時対応",
            "災害協定",
            "災害時の対応",
            "災害薬事コーディネーター",
            "災害対策",
            "自家発電",
            "bcp",
        ],
    ),
    (
        Supply,
        &[
            "医薬品供給",
            "医薬品の供給",
            "医薬品供給体制",
            "医薬品の備蓄品目数",
            "備蓄品目数",
            "備蓄医薬品検索",
            "在庫共有",
            "医薬品の融通",
        ],
    ),
];

/// Words that decide about a service when no whole heading does; the first row of which every word occurs wins.
const SERVICE_WORDS: &[(Service, &[&str])] = &[
    (EmergencyContraceptionOnline, &["緊急避妊", "オンライン"]),
    (EmergencyContraceptionOtc, &["緊急避妊", "要指導"]),
    (EmergencyContraceptionOtc, &["緊急避妊", "販売"]),
    (EmergencyContraception, &["緊急避妊"]),
    (NarcoticsInfusion, &["麻薬", "持続"]),
    (NarcoticsInjection, &["麻薬", "注射剤"]),
    (NarcoticsInjection, &["麻薬", "注射の"]),
    (Narcotics, &["麻薬"]),
    (HomeVisitAfterHours, &["時間外", "在宅"]),
    (ControlledDevices, &["高度管理医療機器"]),
    (Aseptic, &["無菌"]),
    (Tpn, &["中心静脈栄養"]),
    (PediatricHome, &["小児", "在宅"]),
    (PediatricHome, &["医療的ケア児"]),
    (Class2Designated, &["種協定指定"]),
    (CovidDrugs, &["コロナ", "治療薬"]),
    (TestKits, &["検査キット"]),
    (OnlineGuidance, &["オンライン服薬指導"]),
    (EPrescription, &["電子処方"]),
    (Otc, &["一般用医薬品"]),
    (Materials, &["衛生材料"]),
    (CoordinationAddon, &["連携強化加算"]),
    (DutyParticipation, &["輪番"]),
    (DutyParticipation, &["当番", "参加"]),
    (HomeVisit, &["在宅訪問"]),
    (AfterHours, &["時間外", "外来"]),
    (Disaster, &["災害"]),
    (Supply, &["医薬品供給"]),
];

/// What a heading means on its own, under the headings above it (`groups`, outermost first), all as written.
pub(in crate::intake) fn recognise(groups: &[&str], own: &str) -> Option<Meaning> {
    let groups: Vec<String> = groups.iter().map(|group| fold::heading(group)).collect();
    let home_visit = groups.iter().any(|group| group.contains("在宅"));
    let folded = fold::heading(own);
    if home_visit && let Some(meaning) = under_home_visit(&folded) {
        return Some(meaning);
    }
    slot(&groups, &folded, home_visit)
        .or_else(|| day_column(&groups, &folded, home_visit))
        .or_else(|| {
            whole(&folded).filter(|meaning| !(home_visit && *meaning == Meaning::Field(Field::AfterHoursPhone)))
        })
        .or_else(|| whole(&groups.concat()).filter(|_| folded.is_empty()))
        .or_else(|| whole(&fold::heading_without_brackets(own)))
        .or_else(|| whole(&format!("{}{folded}", groups.last()?)))
        .or_else(|| service_by_words(&folded))
}

fn whole(folded: &str) -> Option<Meaning> {
    if folded.is_empty() {
        return None;
    }
    EXACT
        .iter()
        .find(|(_, aliases)| aliases.contains(&folded))
        .map(|(meaning, _)| *meaning)
        .or_else(|| {
            Service::all()
                .find(|service| service.as_str() == folded || fold::heading(service.ja()) == folded)
                .map(service_meaning)
        })
        .or_else(|| {
            SERVICES.iter().find(|(_, aliases)| aliases.contains(&folded)).map(|(service, _)| service_meaning(*service))
        })
}

fn service_meaning(service: Service) -> Meaning {
    Meaning::Field(Field::Service(service))
}

fn service_by_words(folded: &str) -> Option<Meaning> {
    if folded.contains("連絡先") || folded.contains("電話") || folded.contains("備考") || folded.chars().count() > 60
    {
        return None;
    }
    SERVICE_WORDS
        .iter()
        .find(|(_, words)| words.iter().all(|word| folded.contains(word)))
        .map(|(service, _)| service_meaning(*service))
}

/// Headings that mean something else under 在宅 than on their own.
fn under_home_visit(folded: &str) -> Option<Meaning> {
    let service = |service: Service| Some(service_meaning(service));
    match folded {
        "対応時間" | "時間帯" | "対応可能な時間帯" | "対応可能時間" | "対応可能時間帯" | "開局時間" => {
            Some(Meaning::Hours(Table::HomeVisit))
        }
        "時間外対応" | "時間外" | "緊急時対応" | "夜間休日対応" | "24時間対応" | "時間外対応の可否" => {
            service(HomeVisitAfterHours)
        }
        "実施可否" | "対応の可否" | "可否" | "対応" | "実施" | "訪問" => service(HomeVisit),
        _ => days(folded).map(|days| Meaning::HoursOn(Table::HomeVisit, days)),
    }
}

/// `開局時間（月）`, `月` under 開局時間, `営業日（月）`, `定期閉店第１週（月）`, `hours.mon`, `休日の開局時間`.
fn day_column(groups: &[String], folded: &str, home_visit: bool) -> Option<Meaning> {
    const OPENING: [&str; 9] =
        ["開局時間", "開局等時間", "営業時間", "開店時間", "対応時間", "開局日時", "hours.", "hours_", "外来対応時間"];
    const HOME: [&str; 6] = [
        "在宅患者に対応可能な時間帯",
        "在宅対応時間",
        "在宅対応可能な時間帯",
        "在宅対応可能時間",
        "home_visit_hours.",
        "home_visit_hours_",
    ];
    let under = |words: &[&str]| groups.iter().any(|group| words.iter().any(|word| group.contains(word)));
    let rest_after = |words: &[&str]| words.iter().find_map(|word| folded.strip_prefix(word)).and_then(days);
    let rest_before = |words: &[&str]| words.iter().find_map(|word| folded.strip_suffix(word)).and_then(days);
    if let Some(days) = rest_after(&HOME) {
        return Some(Meaning::HoursOn(Table::HomeVisit, days));
    }
    if let Some(days) = rest_after(&OPENING).or_else(|| rest_before(&OPENING)) {
        let table = if home_visit { Table::HomeVisit } else { Table::Opening };
        return Some(Meaning::HoursOn(table, days));
    }
    if let Some(days) = folded.strip_prefix("営業日").and_then(days) {
        return Some(Meaning::OpenDay(days));
    }
    if let Some(rest) = folded.strip_prefix("定期閉店") {
        return closed_week(rest);
    }
    let days = days(folded)?;
    if under(&["営業日"]) {
        return Some(Meaning::OpenDay(days));
    }
    if under(&OPENING) || groups.is_empty() || folded.contains('曜') || folded.chars().count() == 1 {
        return Some(Meaning::HoursOn(Table::Opening, days));
    }
    None
}

fn closed_week(rest: &str) -> Option<Meaning> {
    if let Some(day) = rest.strip_prefix("毎週") {
        return days(day).map(|days| Meaning::ClosedWeek(days, 0));
    }
    let week = rest.strip_prefix('第')?;
    let number = week.chars().next()?.to_digit(10).filter(|week| (1..=5).contains(week))?;
    let day = week.get(1..)?.strip_prefix('週')?;
    days(day).map(|days| Meaning::ClosedWeek(days, number as u8))
}

/// `月_開店時間帯1_開始時間`, or 開始/終了 under a day.
fn slot(groups: &[String], folded: &str, home_visit: bool) -> Option<Meaning> {
    if home_visit {
        return None;
    }
    if let Some((day, rest)) = folded.split_once('_')
        && let Some(rest) = rest.strip_prefix("開店時間帯")
        && let Some((slot, side)) = rest.split_once('_')
    {
        return Some(Meaning::Slot(days(day)?, slot.parse().ok()?, side.starts_with("終了")));
    }
    let end = match folded {
        "開始" | "開店" | "開局" | "始業" | "開始時間" | "開始時刻" | "から" => false,
        "終了" | "閉店" | "閉局" | "終業" | "終了時間" | "終了時刻" | "まで" => true,
        _ => return single_pair(folded),
    };
    let day: Days = groups.iter().rev().find_map(|group| days(group))?;
    Some(Meaning::Slot(day, 1, end))
}

/// The one pair of times of the municipal standard; its days are told by 診療曜日.
fn single_pair(folded: &str) -> Option<Meaning> {
    let every = Days { weekdays: crate::hours::WeekdaySet::ALL, holiday: false };
    match folded {
        "診療開始時間" => Some(Meaning::Slot(every, 1, false)),
        "診療終了時間" => Some(Meaning::Slot(every, 1, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(groups: &[&str], own: &str, name: &str) {
        assert_eq!(recognise(groups, own).map(Meaning::name).as_deref(), Some(name), "{groups:?} {own}");
    }

    #[test]
    fn headings_of_the_form_are_recognised() {
        for (heading, name) in [
            ("保険薬局コード（医療機関コード）", "pharmacy_code"),
            ("薬局 名", "name"),
            ("連絡先電話番号（開局時間中）", "phone"),
            ("ＦＡＸ番号", "fax"),
            ("開局時間（月曜日）", "hours.mon"),
            ("開局時間（祝日）", "hours.holiday"),
            ("開局時間外の外来対応（緊急時対応）", "after_hours"),
            ("時間外連絡先（電話）", "after_hours_phone"),
            ("休日開局当番（輪番）への参加の有無", "duty"),
            ("在宅患者に対応可能な時間帯（土曜日）", "home_visit_hours.sat"),
            ("開局時間外の在宅業務への対応の可否（対応可能な時間帯を含む）", "home_visit_after_hours"),
            ("医療用麻薬の注射剤の取扱い", "narcotics_injection"),
            ("無菌製剤処理の対応（自局での対応の可否を含む）", "aseptic"),
            ("第二種協定指定医療機関の指定の有無", "class2_designated"),
            ("要指導医薬品・一般用医薬品の取扱い（品目数）", "otc"),
            ("オンライン診療に伴う緊急避妊薬の調剤", "emergency_contraception_online"),
            ("月", "hours.mon"),
            ("日・祝", "hours.sun_holiday"),
            ("hours.mon", "hours.mon"),
            ("tax_is_emergency_contact", "after_hours"),
            ("月_開店時間帯2_終了時間", "hours.mon.2.end"),
            ("定期閉店第１週（月）", "hours.mon.closed_week_1"),
            ("営業日（祝）", "hours.holiday.open"),
        ] {
            check(&[], heading, name);
        }
    }

    #[test]
    fn the_group_above_decides() {
        check(&["1.外来対応に係る体制", "開局時間"], "月", "hours.mon");
        check(&["2.在宅対応に係る体制"], "月", "home_visit_hours.mon");
        check(&["在宅"], "時間外対応", "home_visit_after_hours");
        check(&["開局時間", "土曜"], "終了", "hours.sat.1.end");
        assert_eq!(recognise(&[], "プライバシー確保策"), None);
        assert_eq!(recognise(&[], "女性"), None);
    }
}
