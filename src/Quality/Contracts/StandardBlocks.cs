using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>Checks the blocks of the standard that are kept for people and other tools; nothing here changes data.</summary>
internal static class StandardBlocks
{
    private static readonly string[] Dates = ["dateIn", "dateOut"];

    /// <summary>Links, custom properties and tags, which may stand nearly everywhere.</summary>
    public static void Common(MappingReader owner)
    {
        Definitions(owner);
        CustomProperties(owner);
        owner.Texts("tags");
        Id(owner);
    }

    public static void Definitions(MappingReader owner)
    {
        foreach (var link in owner.Mappings("authoritativeDefinitions", static (_, above) => $"a link of {above.Subject}"))
        {
            Id(link);
            link.RequiredText("type", "Add 'type:' such as businessDefinition.");
            link.RequiredText("url", "Add 'url:'.");
            link.Text("description");
            link.Finish();
        }
    }

    public static void CustomProperties(MappingReader owner)
    {
        foreach (var property in owner.Mappings("customProperties", static (p, _) => $"custom property '{p.Peek("property") ?? "?"}'"))
        {
            Id(property);
            property.RequiredText("property", "Add 'property:' with its name.");
            property.Node("value");
            property.Text("description");
            property.Text("vendor");
            property.Finish();
        }
    }

    /// <summary>The text of a custom property, or null; for those that mean something here.</summary>
    public static MappingReader? CustomProperty(MappingReader owner, string name) =>
        owner.Node("customProperties") is YamlSequence
            ? owner.Mappings("customProperties", static (p, _) => $"custom property '{p.Peek("property") ?? "?"}'").FirstOrDefault(p => p.Peek("property") == name)
            : null;

    public static void Support(MappingReader contract)
    {
        foreach (var channel in contract.Mappings("support", static (s, _) => $"support channel '{s.Peek("channel") ?? "?"}'"))
        {
            Id(channel);
            CustomProperties(channel);
            channel.RequiredText("channel", "Add 'channel:' with a name or an address.");
            Texts(channel, "url", "description", "tool", "scope", "invitationUrl");
            channel.Finish();
        }
    }

    public static void Price(MappingReader contract)
    {
        if (contract.Mapping("price", "the price") is not { } price)
        {
            return;
        }
        Id(price);
        if (price.Node("priceAmount") is { } amount && amount is not YamlScalar { IsNumber: true })
        {
            price.Report(ErrorCodes.InvalidValue, "priceAmount", "'priceAmount' is no number", "Write a number such as 9.95, without quotes.");
        }
        Texts(price, "priceCurrency", "priceUnit");
        CustomProperties(price);
        price.Finish();
    }

    public static void Roles(MappingReader owner)
    {
        foreach (var role in owner.Mappings("roles", static (r, _) => $"role '{r.Peek("role") ?? "?"}'"))
        {
            Id(role);
            CustomProperties(role);
            role.RequiredText("role", "Add 'role:' with its name.");
            Texts(role, "description", "access", "firstLevelApprovers", "secondLevelApprovers");
            role.Finish();
        }
    }

    /// <summary>Keys of a member of the team beside those that the contract reads.</summary>
    public static void Member(MappingReader member)
    {
        Common(member);
        Texts(member, "description", "replacedByUsername");
        foreach (var key in Dates)
        {
            if (member.Text(key) is { } date && !DateOnly.TryParseExact(date, "yyyy-MM-dd", out _))
            {
                member.Report(ErrorCodes.InvalidValue, key, $"'{member.Peek(key)}' is no date", "Write a date such as 2024-12-31.");
            }
        }
    }

    /// <summary>Keys of a service level beside those that the contract reads.</summary>
    public static void ServiceLevel(MappingReader level)
    {
        Definitions(level);
        CustomProperties(level);
        Id(level);
        Texts(level, "valueExt", "driver", "description", "scheduler", "schedule");
    }

    /// <summary>Version 3.2: guidance for programs that read the contract for people.</summary>
    public static void Context(MappingReader owner)
    {
        if (owner.Node("context") is not YamlMapping || owner.Mapping("context", $"the context of {owner.Subject}") is not { } context)
        {
            return;
        }
        context.Text("instructions");
        foreach (var (list, key) in new[] { ("verifiedStatements", "question"), ("constraints", "constraint") })
        {
            foreach (var entry in context.Mappings(list, (_, _) => $"an entry of '{list}'"))
            {
                Common(entry);
                entry.RequiredText(key, $"Add '{key}:'.");
                if (list == "verifiedStatements")
                {
                    entry.Text("answer");
                }
                entry.Finish();
            }
        }
        context.Finish();
    }

    /// <summary>Single texts, numbers or truth values that are kept.</summary>
    public static void Texts(MappingReader owner, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            owner.Text(key);
        }
    }

    /// <summary>The standard's stable id.</summary>
    public static void Id(MappingReader owner)
    {
        if (owner.Text("id") is { } id && !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            owner.Report(ErrorCodes.InvalidValue, "id", $"'{owner.Peek("id")}' cannot be the id of {owner.Subject}",
                "Use letters, digits, '_' and '-'.");
        }
    }
}
