using System.Security.Cryptography;

public class Hooks
{
    public bool Verify(byte[] body, string given)
    {
        using var hmac = new HMACSHA256(key);
        var expected = Convert.ToHexString(hmac.ComputeHash(body));
        // ruleid: signature-compared-with-equals
        return expected == given;
    }

    public bool Bytes(byte[] body, byte[] given)
    {
        var expected = HMACSHA256.HashData(key, body);
        // ruleid: signature-compared-with-equals
        return expected.SequenceEqual(given);
    }

    public bool Safe(byte[] body, byte[] given)
    {
        var expected = HMACSHA256.HashData(key, body);
        // ok: signature-compared-with-equals
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }

    public bool Tag(byte[] body, string given)
    {
        var tag = Convert.ToHexString(SHA256.HashData(body));
        // ok: signature-compared-with-equals
        return tag == given;
    }
}
