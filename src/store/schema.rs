//! The tables, as the migrations make them.

diesel::table! {
    directory_revision (id) {
        id -> Integer,
        revision -> BigInt,
        lists_revision -> BigInt,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    associations (id) {
        id -> Text,
        name -> Text,
        name_en -> Text,
        area_code -> Text,
        prefecture -> Text,
        municipality -> Text,
        year_end -> Nullable<Text>,
        rank -> Integer,
    }
}

diesel::table! {
    pharmacies (id) {
        id -> Text,
        first_name -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    listings (id) {
        id -> Text,
        association_id -> Text,
        state -> Text,
        scope -> Text,
        file_name -> Text,
        file_digest -> Text,
        valid_on -> Nullable<Date>,
        base_lists_revision -> BigInt,
        received_at -> Timestamp,
        published_at -> Nullable<Timestamp>,
        report -> Text,
    }
}

diesel::table! {
    list_changes (association_id) {
        association_id -> Text,
        lists_revision -> BigInt,
    }
}

diesel::table! {
    listing_files (listing_id) {
        listing_id -> Text,
        bytes -> Binary,
    }
}

diesel::table! {
    listing_rows (listing_id, pharmacy_id) {
        listing_id -> Text,
        pharmacy_id -> Text,
        position -> Integer,
        facts -> Text,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    date_exceptions (id) {
        id -> Text,
        pharmacy_id -> Text,
        on_date -> Date,
        hours -> Text,
        reason -> Text,
        created_at -> Timestamp,
        withdrawn -> Bool,
    }
}

diesel::table! {
    duty_shifts (id) {
        id -> Text,
        association_id -> Text,
        pharmacy_id -> Text,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        created_at -> Timestamp,
        withdrawn -> Bool,
    }
}

diesel::table! {
    audit (id) {
        id -> Text,
        at -> Timestamp,
        actor -> Text,
        action -> Text,
        subject -> Text,
        detail -> Text,
    }
}

diesel::table! {
    holiday_tables (id) {
        id -> Text,
        source -> Text,
        refreshed_at -> Timestamp,
        bytes -> Binary,
    }
}

diesel::table! {
    gazetteer (id) {
        id -> Text,
        kind -> Text,
        name -> Text,
        kana -> Text,
        municipality_code -> Text,
        municipality -> Text,
        lat -> Double,
        lon -> Double,
    }
}

diesel::table! {
    publications (revision) {
        revision -> BigInt,
        at -> Timestamp,
        sources -> Text,
    }
}

diesel::table! {
    pharmacy_states (pharmacy_id, since_revision) {
        pharmacy_id -> Text,
        since_revision -> BigInt,
        until_revision -> Nullable<BigInt>,
        digest -> Text,
        state -> Text,
    }
}

diesel::table! {
    changes (seq) {
        seq -> BigInt,
        revision -> BigInt,
        at -> Timestamp,
        kind -> Text,
        pharmacy_id -> Nullable<Text>,
        field -> Nullable<Text>,
        source -> Nullable<Text>,
    }
}

diesel::table! {
    listing_origins (listing_id) {
        listing_id -> Text,
        author -> Text,
        made_from -> Nullable<Text>,
        edits -> Text,
    }
}

diesel::table! {
    column_hints (association_id, heading) {
        association_id -> Text,
        heading -> Text,
        meaning -> Text,
        actor -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    publishing_rules (association_id) {
        association_id -> Text,
        second_person -> Bool,
    }
}

diesel::table! {
    webhooks (id) {
        id -> Text,
        owner -> Text,
        url -> Text,
        created_at -> Timestamp,
        disabled_at -> Nullable<Timestamp>,
        disabled_reason -> Nullable<Text>,
    }
}

diesel::table! {
    webhook_secrets (id) {
        id -> Text,
        webhook_id -> Text,
        secret -> Text,
        created_at -> Timestamp,
        ends_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    webhook_messages (id) {
        id -> Text,
        webhook_id -> Text,
        revision -> BigInt,
        changes -> BigInt,
        created_at -> Timestamp,
        attempts -> Integer,
        due_at -> Nullable<Timestamp>,
        delivered_at -> Nullable<Timestamp>,
        outcome -> Nullable<Text>,
    }
}

diesel::joinable!(webhook_messages -> webhooks (webhook_id));
diesel::allow_tables_to_appear_in_same_query!(webhooks, webhook_messages);
diesel::joinable!(listings -> associations (association_id));
diesel::joinable!(listing_rows -> listings (listing_id));
diesel::allow_tables_to_appear_in_same_query!(
    associations,
    pharmacies,
    listings,
    listing_files,
    listing_rows,
    date_exceptions,
    duty_shifts
);

diesel::table! {
    tokens (id) {
        id -> Text,
        name -> Text,
        authority -> Text,
        secret_digest -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    idempotency_keys (id) {
        id -> Text,
        request_digest -> Text,
        listing_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    gazetteer_version (id) {
        id -> Integer,
        version -> BigInt,
    }
}

diesel::table! {
    users (id) {
        id -> Text,
        name -> Text,
        authority -> Text,
        password_hash -> Text,
        totp_secret -> Nullable<Text>,
        totp_step -> BigInt,
        created_at -> Timestamp,
        disabled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sessions (secret_digest) {
        secret_digest -> Text,
        user_id -> Text,
        created_at -> Timestamp,
        seen_at -> Timestamp,
    }
}

diesel::table! {
    failed_sign_ins (id) {
        id -> Text,
        name -> Text,
        address -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    listing_confirmations (id) {
        id -> Text,
        listing_id -> Text,
        actor -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    listing_schedules (listing_id) {
        listing_id -> Text,
        due_at -> Timestamp,
        actor -> Text,
        created_at -> Timestamp,
        outcome -> Nullable<Text>,
    }
}

diesel::table! {
    frame_origins (scope, origin) {
        scope -> Text,
        origin -> Text,
    }
}

diesel::table! {
    related_maps (area_code, url) {
        area_code -> Text,
        url -> Text,
        title -> Text,
        title_en -> Text,
        position -> Integer,
    }
}

diesel::table! {
    borders (area_code) {
        area_code -> Text,
        prefecture -> Text,
        municipality -> Text,
        outline -> Text,
        imported_at -> Timestamp,
    }
}

diesel::table! {
    geocoded (digest) {
        digest -> Text,
        sealed -> Binary,
        asked_at -> Timestamp,
    }
}

diesel::table! {
    emergency_numbers (area, phone, lang) {
        area -> Text,
        phone -> Text,
        lang -> Text,
        name -> Text,
        note -> Text,
        position -> Integer,
    }
}

diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(listing_confirmations -> listings (listing_id));
diesel::allow_tables_to_appear_in_same_query!(users, sessions);
diesel::allow_tables_to_appear_in_same_query!(listings, listing_confirmations);

diesel::table! {
    corrections (id) {
        id -> Text,
        association_id -> Text,
        pharmacy_id -> Text,
        topic -> Text,
        message -> Text,
        contact -> Nullable<Text>,
        lang -> Text,
        received_at -> Timestamp,
        settled_at -> Nullable<Timestamp>,
        settled_by -> Nullable<Text>,
    }
}

diesel::table! {
    roster_entries (id) {
        id -> Text,
        association_id -> Text,
        state -> Text,
        actor -> Text,
        entered_at -> Timestamp,
        file_name -> Text,
        file_digest -> Text,
        replaces -> Bool,
        until_date -> Nullable<Date>,
        first_day -> Nullable<Date>,
        last_day -> Nullable<Date>,
        shown -> Text,
        added -> Integer,
        removed -> Integer,
        undone_at -> Nullable<Timestamp>,
        undone_by -> Nullable<Text>,
    }
}

diesel::table! {
    roster_files (entry_id) {
        entry_id -> Text,
        bytes -> Binary,
    }
}

diesel::table! {
    roster_entry_shifts (entry_id, shift_id) {
        entry_id -> Text,
        shift_id -> Text,
        kind -> Text,
    }
}

diesel::joinable!(roster_entry_shifts -> roster_entries (entry_id));
diesel::joinable!(roster_entry_shifts -> duty_shifts (shift_id));
diesel::allow_tables_to_appear_in_same_query!(roster_entries, roster_entry_shifts, duty_shifts);

diesel::table! {
    caution_periods (id) {
        id -> Text,
        set_at -> Timestamp,
        periods -> Nullable<Text>,
    }
}

diesel::table! {
    office_checks (ticket) {
        ticket -> Text,
        owner -> Text,
        begun_at -> Timestamp,
        seen_at -> Timestamp,
        stage -> Integer,
        listing_id -> Nullable<Text>,
        refused -> Nullable<Text>,
    }
}
